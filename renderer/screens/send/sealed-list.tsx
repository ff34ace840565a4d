import type { Batch } from '../../../contract/records/batch.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { ReplyListLink } from '../replies/reply-list-link.tsx';
import { BatchCells, BatchHeads } from './batch-cells.tsx';

interface Props {
  readonly batches: readonly Batch[];
  readonly titles: ReadonlyMap<ConsultationId, string>;
  readonly nameOf: (batch: Batch) => string;
}

/** Sealed batches that headquarters hasn't receipted in full. */
export function SealedList({ batches, titles, nameOf }: Props) {
  if (batches.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="on-its-way">
      <h2 id="on-its-way">Sealed, not all at headquarters yet</h2>
      <table>
        <thead>
          <tr>
            <BatchHeads />
            <th scope="col">With a receipt</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <BatchCells name={nameOf(batch)} batch={batch} title={titles.get(batch.consultationId)} />
              <td>
                {batch.receipted} of{' '}
                <ReplyListLink filter={{ batchId: batch.id }}>{batch.count.received}</ReplyListLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
