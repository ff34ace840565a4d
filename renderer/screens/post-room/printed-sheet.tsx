import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { AddingUpLine } from '../../components/adding-up-line.tsx';
import { showDay, showMoment } from '../../components/dates.ts';
import { channelWords, kindWords, reasonWords } from '../../components/desk-words.ts';
import './printed-sheet.css';

// What goes on paper with the bundle, A4 in black and white. On the screen it isn't seen; in print nothing
// else is.

export type Sheet = 'header-slip' | 'tracking-sheet';

interface Props {
  readonly sheet: Sheet | null;
  readonly batch: Batch;
  readonly replies: readonly Reply[];
  readonly consultation: ConsultationSummary | undefined;
}

export function PrintedSheet({ sheet, ...props }: Props) {
  if (sheet === null) return null;
  return (
    <div className="printed-sheet">
      {sheet === 'header-slip' ? <HeaderSlip {...props} /> : <TrackingSheet {...props} />}
    </div>
  );
}

type SheetProps = Omit<Props, 'sheet'>;

/** On top of the bundle: which batch it is, who opened it, when, how many, from which serial to which. */
function HeaderSlip({ batch, consultation }: SheetProps) {
  const label = (serial: number | null): string =>
    serial === null || consultation === undefined ? '—' : serialLabel(consultation.serialPrefix, serial);
  return (
    <article className="header-slip">
      <p>{consultation?.department}</p>
      <h1>{consultation?.title}</h1>
      <p className="slip-number">
        <b>{batchLabel(batch.number)}</b>
      </p>
      <dl>
        <dt>Received</dt>
        <dd>
          {showDay(batch.receivedDate)}, {channelWords[batch.channel].toLowerCase()}
        </dd>
        <dt>Opened by</dt>
        <dd>
          {batch.openedByName}, {showMoment(batch.openedAtMs)}
        </dd>
        <dt>Documents</dt>
        <dd>
          {batch.documentCount} counted, {batch.count.received} logged
        </dd>
        <dt>Serials</dt>
        <dd className="serial">
          {label(batch.firstSerial)} to {label(batch.lastSerial)}
        </dd>
      </dl>
      <p>Keep this batch together, with its enclosures, to the end.</p>
    </article>
  );
}

/** Goes with the bundle from desk to desk: a line a reply, with room for who did what, by hand. */
function TrackingSheet({ batch, replies, consultation }: SheetProps) {
  return (
    <article className="tracking-sheet">
      <table>
        <thead>
          <tr>
            <th colSpan={8} className="sheet-title">
              {batchLabel(batch.number, consultation?.serialPrefix)} · received {showDay(batch.receivedDate)},{' '}
              {channelWords[batch.channel].toLowerCase()} · opened by {batch.openedByName}
              <br />
              Counted {batch.documentCount}: <AddingUpLine count={batch.count} />
            </th>
          </tr>
          <tr>
            <th>Serial</th>
            <th>Kind</th>
            <th>Pages</th>
            <th>Enclosures</th>
            <th>Keyed</th>
            <th>Keyed again</th>
            <th>Query</th>
            <th>Set aside</th>
          </tr>
        </thead>
        <tbody>
          {replies.map((reply) => (
            <tr key={reply.id}>
              <td className="serial">{reply.serialLabel}</td>
              <td>
                {kindWords[reply.kind]}
                {reply.signatures !== null && ` (${reply.signatures})`}
                {reply.isLate && ', late'}
              </td>
              <td>{reply.pages}</td>
              <td>{reply.enclosures}</td>
              <td>{reply.keyedByName}</td>
              <td>{/* by hand */} </td>
              <td>{isToKeyAgain(reply) || reply.openQueries === 0 ? '' : reply.openQueries}</td>
              <td>{reply.exclusion === null ? '' : reasonWords[reply.exclusion.reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

/** The sheet goes with the bundle to whoever keys it again, who sees no sign of the first keying. */
function isToKeyAgain({ checkState }: Reply): boolean {
  return checkState === 'to-key-again' || checkState === 'being-keyed-again';
}
