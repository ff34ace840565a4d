import type { Mark } from '../../records/mark.ts';

/** What a third person decided of one field: the mark that counts, or null for none. */
export interface DecidedMark {
  readonly field: string;
  readonly mark: Mark | null;
}

/**
 * The marks that count: those of the first keying, and where the two keyings differed, what was decided. Where a
 * second keyer put his own value right, the first stands. Where it was decided that nothing is there, that is *blank*:
 * a third person has looked.
 */
export function decidedMarks(
  first: Readonly<Record<string, Mark>>,
  decided: readonly DecidedMark[],
): Readonly<Record<string, Mark>> {
  const marks = new Map(Object.entries(first));
  for (const { field, mark } of decided) marks.set(field, mark ?? { kind: 'blank' });
  return Object.fromEntries(marks);
}
