import type { SavedMark, QueryKind } from '../records/keying.ts';
import type { FieldId, Mark } from '../records/mark.ts';
import { latenessWords } from './lateness.ts';
import { fieldName } from './field-name.ts';
import type { Field } from './fields.ts';
import { checkMark, isUnreadable } from './marks.ts';

// Which queries the checks want on a reply as it stands now. electron/store/settle-queries.ts compares what is
// wanted with what has been raised, so that a cause raises one query, once, and putting it right closes it.

/** A mark as a check looks at it, with why an earlier look was overruled. */
export type LookedAtMark = Pick<SavedMark, 'mark' | 'overruleReason'>;

export interface WantedQuery {
  readonly field: FieldId | null;
  readonly kind: QueryKind;
  readonly text: string;
}

/** The kinds that one mark can cause; the others come when a reply is finished. */
export const MARK_KINDS_OF_QUERY = [
  'illegible',
  'spoilt',
  'overruled',
] as const satisfies readonly QueryKind[];

/** What one mark asks somebody to look at: what can't be read, two ticks, a check that was overruled. */
export function queriesOfMark(
  field: Field,
  mark: Mark | null,
  overruleReason: string | null,
): readonly WantedQuery[] {
  if (mark === null) return [];
  const wanted: WantedQuery[] = [];
  const name = fieldName(field);
  if (isUnreadable(mark)) {
    const text =
      mark.kind === 'illegible'
        ? `${name}: it can’t be seen what is ticked.`
        : `${name}: part of it can’t be read.`;
    wanted.push({ field: field.id, kind: 'illegible', text });
  }
  if (mark.kind === 'spoilt') {
    const labels = field.options
      .filter((option) => mark.value.includes(option.code))
      .map((option) => option.label);
    wanted.push({
      field: field.id,
      kind: 'spoilt',
      text: `${name}: ${labels.length} ticks where one was asked (${labels.join(' · ')}).`,
    });
  }
  const complaint = checkMark(field, mark);
  if (complaint !== null) {
    // A keyer who goes on without a reason isn't held up; then whoever looks is told that there is none.
    const why = overruleReason === null ? 'No reason was given.' : `Kept as keyed: ${overruleReason}`;
    wanted.push({ field: field.id, kind: 'overruled', text: `${name}: ${complaint.message} ${why}` });
  }
  return wanted;
}

/** Answers where the form sent the reader past: on paper people do, and the two answers contradict each other. */
export function queryOfContradiction(
  fields: readonly Field[],
  skipped: ReadonlySet<FieldId>,
  marks: Readonly<Record<string, LookedAtMark>>,
): readonly WantedQuery[] {
  const answered = fields.filter((field) => {
    const mark = marks[field.id]?.mark;
    return skipped.has(field.id) && mark !== undefined && mark.kind !== 'blank';
  });
  const [first] = answered;
  if (first === undefined) return [];
  return [
    {
      field: first.id,
      kind: 'contradiction',
      text: `Answered although the form sends the reader past: ${answered.map(fieldName).join('; ')}.`,
    },
  ];
}

export function queryOfLateness(
  isLate: boolean,
  receivedDate: string,
  closesOn: string,
): readonly WantedQuery[] {
  if (!isLate) return [];
  return [
    {
      field: null,
      kind: 'late',
      text: latenessWords(receivedDate, closesOn),
    },
  ];
}

export function queryOfDuplicates(serialLabels: readonly string[]): readonly WantedQuery[] {
  if (serialLabels.length === 0) return [];
  return [
    {
      field: null,
      kind: 'duplicate',
      text: `Same name and postcode as ${serialLabels.join(', ')}.`,
    },
  ];
}
