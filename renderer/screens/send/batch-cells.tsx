import { Link } from '@tanstack/react-router';
import type { Batch } from '../../../contract/records/batch.ts';
import { showDayShort } from '../../components/dates.ts';
import { channelWords } from '../../components/desk-words.ts';

/** The first columns of every list of batches on this screen. */
export function BatchHeads() {
  return (
    <>
      <th scope="col">Batch</th>
      <th scope="col">Received</th>
    </>
  );
}

interface Props {
  readonly batch: Batch;
  readonly name: string;
  readonly title: string | undefined;
}

export function BatchCells({ batch, name, title }: Props) {
  return (
    <>
      <th scope="row" className="batch-name">
        <Link to="/post-room/$batchId" params={{ batchId: batch.id }}>
          {name}
        </Link>{' '}
        <span className="quiet">{title}</span>
      </th>
      <td>
        {showDayShort(batch.receivedDate)}, {channelWords[batch.channel].toLowerCase()}
      </td>
    </>
  );
}
