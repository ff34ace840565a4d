import type { Narrowing, ReplyPart } from '../../contract/headquarters/arrived.ts';
import { FigureLink } from './figure-link.tsx';
import type { FiguresColumn } from './figures-table.tsx';
import { partWords } from './part-words.ts';
import { addressOfPlace } from './place.ts';

const order: readonly ReplyPart[] = ['applied', 'set-aside', 'withdrawn', 'rejected', 'person', 'waiting'];

/** The columns that `received` is the sum of, each number leading to its replies. */
export function partColumns<Row>(
  partsOf: (row: Row) => Readonly<Record<ReplyPart, number>>,
  narrow: (row: Row) => Narrowing,
): readonly FiguresColumn<Row>[] {
  return order.map((part) => ({
    header: partWords[part],
    isFigure: true,
    cell: (row) => (
      <FigureLink
        count={partsOf(row)[part]}
        label={partWords[part].toLowerCase()}
        {...(part === 'person' ? { tone: 'look' as const } : {})}
        to={
          part === 'person'
            ? addressOfPlace('/work', { ...narrow(row) })
            : addressOfPlace('/replies', { ...narrow(row), part })
        }
      />
    ),
  }));
}
