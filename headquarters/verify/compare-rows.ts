import type { Columns } from '../database/queries/columns.ts';
import type { Tally } from './tally.ts';

/** How rows of one table are told to a person. */
export interface Telling {
  nameOf(row: Columns): string;
  /** What a row says above all. */
  wordsOf(row: Columns): string;
  /** The columns of which those words hold the whole value. */
  readonly inWords: readonly string[];
}

/** Compares a row as it stands with the row that the events make, column by column; either may be missing. */
export function compareRows(
  { nameOf, wordsOf, inWords }: Telling,
  said: Columns | undefined,
  computed: Columns | undefined,
  tally: Tally,
): void {
  const row = said ?? computed;
  if (row === undefined) return;
  const differing = Object.keys({ ...said, ...computed }).filter(
    (column) => said?.[column] !== computed?.[column],
  );
  if (differing.length === 0) return;
  const isWhole = said !== undefined && computed !== undefined;
  const toTell = isWhole ? differing.filter((column) => !inWords.includes(column)) : [];
  const tell = (one: Columns | undefined): string =>
    one === undefined
      ? 'nothing'
      : [wordsOf(one), ...toTell.map((column) => `${column} ${one[column] ?? 'none'}`)].join(', ');
  tally.found(`${nameOf(row)}: the tables say ${tell(said)}, the events ${tell(computed)}.`);
}

/** Compares rows with each other that have one key. */
export function compareAll(
  telling: Telling & { keyOf(row: Columns): string },
  said: readonly Columns[],
  computed: readonly Columns[],
  tally: Tally,
): void {
  const wanted = new Map(computed.map((row) => [telling.keyOf(row), row]));
  for (const row of said) {
    const key = telling.keyOf(row);
    compareRows(telling, row, wanted.get(key), tally);
    wanted.delete(key);
  }
  for (const row of wanted.values()) compareRows(telling, undefined, row, tally);
}

/** The first characters of bytes, as a digest is named elsewhere. */
export function startOf(bytes: Columns[string] | undefined): string {
  return String(bytes).replace('\\x', '').slice(0, 8);
}
