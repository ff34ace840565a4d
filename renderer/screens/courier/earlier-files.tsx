import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { carriedWords, seriesWords } from './courier-words.ts';

const mostShown = 20;

/** The files written here, the newest first, and whether receipts have come for what they carry. */
export function EarlierFiles({ onPrint }: { readonly onPrint: (slip: CourierSlip) => void }) {
  const { data: slips = [] } = useCall('courier', 'slips', { limit: mostShown });
  if (slips.length === 0) return null;
  return (
    // In a narrow window the table scrolls; the section takes the focus for it (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <section className="panel earlier-files" aria-labelledby="earlier" tabIndex={0}>
      <h2 id="earlier">Files written here</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Written</th>
            <th scope="col">By</th>
            <th scope="col">Carries</th>
            <th scope="col">From – to in the series</th>
            <th scope="col">To compare</th>
            <th scope="col">Receipt</th>
            <th scope="col">
              <span className="visually-hidden">Slip</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {slips.map((slip) => (
            <tr key={slip.number}>
              <th scope="row">{showMoment(slip.writtenAtMs)}</th>
              <td>{slip.writtenBy}</td>
              <td>{carriedWords(slip)}</td>
              <td>{seriesWords(slip.series)}</td>
              <td className="serial">{slip.digestStart}</td>
              <td>{slip.isReceipted ? <span className="good">✓ all received</span> : 'not yet'}</td>
              <td>
                <Button aria-label={`Print the slip ${slip.digestStart}`} onPress={() => onPrint(slip)}>
                  Print
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
