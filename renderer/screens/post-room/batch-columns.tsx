import { Link } from '@tanstack/react-router';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { AddingUpLine } from '../../components/adding-up-line.tsx';
import { showDayShort } from '../../components/dates.ts';
import { batchStateWords, channelWords } from '../../components/desk-words.ts';
import type { GridColumn } from '../../components/paged-grid.tsx';
import { wantedOfBatch } from './progress-of-batch.ts';

/** The list of batches: which, from where, how many of how many, and where they stand. */
export function batchColumns(consultations: readonly ConsultationSummary[]): readonly GridColumn<Batch>[] {
  const labelOf = (batch: Batch): string => {
    const own = consultations.find(({ id }) => id === batch.consultationId);
    return batchLabel(batch.number, consultations.length > 1 ? own?.serialPrefix : null);
  };
  return [
    {
      key: 'number',
      header: 'Batch',
      rem: 9.5,
      cell: (batch) => (
        <Link
          to="/post-room/$batchId"
          params={{ batchId: batch.id }}
          className="serial"
          tabIndex={-1}
          aria-label={labelOf(batch)}
        >
          {labelOf(batch)}
        </Link>
      ),
    },
    { key: 'state', header: 'State', rem: 7, rank: 1, cell: (batch) => <BatchStanding batch={batch} /> },
    {
      key: 'received',
      header: 'Received',
      rem: 7,
      rank: 2,
      cell: (batch) => showDayShort(batch.receivedDate),
    },
    { key: 'channel', header: 'Came by', rem: 5, rank: 3, cell: (batch) => channelWords[batch.channel] },
    {
      key: 'logged',
      header: 'Logged of counted',
      rem: 9.5,
      cell: (batch) => {
        const isShort = batch.count.received < batch.documentCount;
        return (
          <span className={isShort ? 'look' : undefined}>
            {batch.count.received} of {batch.documentCount}
            {isShort && ' · to log'}
          </span>
        );
      },
    },
    {
      key: 'count',
      header: 'Adds up',
      rem: 25,
      share: 3,
      cell: (batch) => <AddingUpLine count={batch.count} />,
    },
    { key: 'opener', header: 'Opened by', rem: 6, share: 1, rank: 4, cell: (batch) => batch.openedByName },
  ];
}

/** The state in a word, and what an open batch still wants. */
export function BatchStanding({ batch }: { readonly batch: Batch }) {
  return (
    <span className={batch.state === 'received' ? 'good' : undefined}>
      {wantedOfBatch(batch) ?? batchStateWords[batch.state]}
    </span>
  );
}
