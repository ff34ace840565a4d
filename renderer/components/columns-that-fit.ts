/** How wide a column has to be, and what it is worth when there isn't room for all. */
export interface ColumnRoom {
  /** Its least width, in rem. */
  readonly rem: number;
  /** Its share of what is left over; none by default. */
  readonly share?: number;
  /** The highest goes first when there is no room; 0 (the default) never goes. */
  readonly rank?: number;
}

const gapRem = 0.75;
const edgesRem = 1.75;

/**
 * The columns that fit side by side, in their order, or null where not even those that never go do: then the
 * rows are shown as cards.
 */
export function columnsThatFit<Column extends ColumnRoom>(
  columns: readonly Column[],
  widthRem: number,
): readonly Column[] | null {
  let kept = columns;
  while (neededRem(kept) > widthRem) {
    const least = Math.max(...kept.map((column) => column.rank ?? 0));
    if (least === 0) return null;
    kept = kept.filter((column) => (column.rank ?? 0) < least);
  }
  return kept;
}

/** The CSS grid tracks of these columns. */
export function tracksOf(columns: readonly ColumnRoom[]): string {
  return columns
    .map(({ rem, share }) => (share === undefined ? `${rem}rem` : `minmax(${rem}rem, ${share}fr)`))
    .join(' ');
}

function neededRem(columns: readonly ColumnRoom[]): number {
  const widths = columns.reduce((total, column) => total + column.rem, 0);
  return widths + gapRem * (columns.length - 1) + edgesRem;
}
