import type { WorkItem } from '../../../contract/headquarters/work.ts';
import { batchDigits } from '../../../contract/rules/batch-label.ts';
import { showMoment } from '../../components/dates.ts';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { useIsPrinting } from '../use-is-printing.ts';
import { eventWords, shortWhy, statusWords } from './code-words.ts';
import { itemKey } from './item-key.ts';

const columns: readonly FiguresColumn<WorkItem>[] = [
  { header: 'Serial', cell: ({ serialLabel }) => serialLabel ?? 'not read' },
  { header: 'Why', cell: ({ code }) => shortWhy(code) },
  { header: 'What', cell: ({ kind }) => eventWords[kind] },
  { header: 'Unit', cell: ({ unitName }) => unitName },
  { header: 'Batch', cell: ({ batchNumber }) => (batchNumber === null ? '' : batchDigits(batchNumber)) },
  { header: 'Standing', cell: ({ status }) => statusWords[status] },
  { header: 'Arrived', cell: ({ receivedAtMs }) => showMoment(receivedAtMs) },
];

interface Props {
  readonly rows: readonly WorkItem[];
  /** How much of the list they are. */
  readonly length: string;
}

/** The list on paper as far as it is shown: on the screen only the rows in view are in the page. */
export function PrintedWork({ rows, length }: Props) {
  return useIsPrinting() ? (
    <div className="printed-work">
      <p>{length}</p>
      <FiguresTable caption="What needs a person" columns={columns} rows={rows} keyOf={itemKey} />
    </div>
  ) : null;
}
