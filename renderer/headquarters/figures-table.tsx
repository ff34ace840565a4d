import type { ReactNode } from 'react';
import './figures-table.css';

/** A column of such a table. */
export interface FiguresColumn<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** A number: set to the right, under its like. */
  readonly isFigure?: boolean;
}

interface Props<Row> {
  /** What the table is of, for who doesn't see it. */
  readonly caption: string;
  readonly columns: readonly FiguresColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The sums, under the columns. */
  readonly totals?: readonly ReactNode[];
}

/** Lines of figures that can be read across and down, printed as they stand; narrow, each line is a block. */
export function FiguresTable<Row>({ caption, columns, rows, keyOf, totals }: Props<Row>) {
  return (
    <table className="figures-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ header, isFigure }) => (
            <th key={header} scope="col" className={isFigure ? 'figure' : undefined}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ header, cell, isFigure }) => (
              <td key={header} className={isFigure ? 'figure' : undefined} data-header={header}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {totals !== undefined && (
        <tfoot>
          <tr>
            {columns.map(({ header, isFigure }, index) => (
              <td key={header} className={isFigure ? 'figure' : undefined} data-header={header}>
                {totals[index]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
