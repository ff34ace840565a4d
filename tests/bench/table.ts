import type { Figure, Limit, Measured, Skipped } from './figure.ts';

/** One figure as it is printed: a line of the table, or with `--json` one object. */
export interface Line {
  readonly name: string;
  readonly ours: number | null;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  readonly note: string;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export const isBroken = (limit: Limit): boolean =>
  'atMost' in limit ? limit.value > limit.atMost : limit.value < limit.atLeast;

const promiseOf = (limit: Limit): string =>
  'atMost' in limit ? `${limit.what} ≤ ${limit.atMost}` : `${limit.what} ≥ ${limit.atLeast}`;

export function lineOf(figure: Figure, measured: Measured | Skipped): Line {
  if ('skipped' in measured) {
    const note = `skipped: ${measured.skipped}`;
    return { name: figure.name, ours: null, reference: null, ratio: null, unit: '', note };
  }
  const { ours, reference, unit, notes, limits } = measured;
  const verdicts = limits.map(
    (limit) => `limit ${promiseOf(limit)}: ${isBroken(limit) ? `BROKEN (${rounded(limit.value)})` : 'holds'}`,
  );
  return {
    name: figure.name,
    ours: rounded(ours),
    reference: reference === null ? null : rounded(reference),
    ratio: reference === null || reference === 0 ? null : rounded(ours / reference),
    unit,
    note: [...verdicts, ...notes].filter((part) => part !== undefined).join('; '),
  };
}

const widths = [28, 10, 10, 8, 8];

const inColumns = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join(' ')
    .trimEnd();

export const heading = inColumns(['figure', 'ours', 'reference', 'ratio', 'unit', 'note']);

const cell = (value: number | null): string => (value === null ? '–' : String(value));

export function rowOf(line: Line): string {
  const { name, ours, reference, ratio, unit, note } = line;
  return inColumns([name, cell(ours), cell(reference), cell(ratio), unit, note]);
}
