import type { ReactNode } from 'react';
import type { Channel } from '../../../contract/records/batch.ts';
import { channelWords } from '../../components/desk-words.ts';

interface Props<Figure extends string> {
  /** What the table is, for whoever hears it. */
  readonly label: string;
  readonly columns: readonly { readonly key: Figure; readonly label: string }[];
  readonly rows: readonly (Readonly<Record<Figure, number>> & { readonly channel: Channel })[];
  /** How a figure is shown, that of one channel or with null that of all; by itself, unless told. */
  readonly show?: (key: Figure, count: number, channel: Channel | null) => ReactNode;
}

/** A row a channel, and one for all of them. */
export function FiguresByChannel<Figure extends string>(props: Props<Figure>) {
  const { label, columns, rows, show = (_key, count) => count } = props;
  const sum = (key: Figure): number => rows.reduce((total, row) => total + row[key], 0);
  return (
    // Narrow, the table scrolls within its panel; it takes the focus for that (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <section className="channel-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Came by</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="figure">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.channel}>
              <th scope="row">{channelWords[row.channel]}</th>
              {columns.map(({ key }) => (
                <td key={key} className="figure">
                  {show(key, row[key], row.channel)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            {columns.map(({ key }) => (
              <td key={key} className="figure">
                <b>{show(key, sum(key), null)}</b>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
