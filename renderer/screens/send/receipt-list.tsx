import type { ReceiptLine } from '../../../contract/bridge/sending.ts';
import { useCall } from '../../app/use-call.ts';
import { showMoment } from '../../components/dates.ts';

const mostShown = 10;

/** The newest receipts, with what can be compared with headquarters over a telephone. */
export function ReceiptList() {
  const { data: receipts = [] } = useCall('sending', 'receipts', { limit: mostShown });
  return (
    // In a narrow window the table scrolls; nothing in it takes the focus, so the section does (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <section className="panel" aria-labelledby="receipts" tabIndex={0}>
      <h2 id="receipts">Receipts</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Came here</th>
            <th scope="col" className="figure">
              Replies
            </th>
            <th scope="col">From – to in the series</th>
            <th scope="col">To compare</th>
            <th scope="col">Headquarters’ time</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map((receipt) => (
            <tr key={receipt.number}>
              <th scope="row">{showMoment(receipt.storedAtMs)}</th>
              <td className="figure">{receipt.throughSeq - receipt.fromSeq + 1}</td>
              <td>{stretchOf(receipt)}</td>
              <td className="serial">{receipt.chainStart}</td>
              <td>{showMoment(Date.parse(receipt.receivedAt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The epoch is said only where there is more than one: a store that was never restored has only the first. */
function stretchOf({ fromSeq, throughSeq, epoch }: ReceiptLine): string {
  const stretch = `${fromSeq} – ${throughSeq}`;
  return epoch === 1 ? stretch : `${stretch}, series ${epoch}`;
}
