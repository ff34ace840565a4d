import type { CourierPlace, CourierSlip, ReceiptsTaken } from '../../../contract/bridge/courier.ts';
import { countOf } from '../../components/desk-words.ts';
import { showBytes } from '../../components/show-bytes.ts';

/** What a file carries, by the numbers of its series: `1 – 12`, and where a store was restored, of which series. */
export function seriesWords(series: CourierSlip['series']): string {
  const first = series[0];
  const names = series.map(({ epoch, fromSeq, throughSeq }) =>
    series.length === 1 && first?.epoch === 1
      ? `${fromSeq} – ${throughSeq}`
      : `${fromSeq} – ${throughSeq} of series ${epoch}`,
  );
  return names.join('; ');
}

/** `12 replies`, and where corrections or withdrawals go with them, how many entries that makes. */
export function carriedWords({ replies, events }: Pick<CourierSlip, 'replies' | 'events'>): string {
  const counted = countOf(replies, 'reply', 'replies');
  return events === replies ? counted : `${counted}, ${countOf(events, 'entry', 'entries')} with corrections`;
}

/** A place to write to, as a person would call it, with the room that it has. */
export function placeWords({ name, kind, freeBytes }: CourierPlace): string {
  const room = freeBytes === null ? '' : ` · ${showBytes(freeBytes)} free`;
  return `${name} (${kind === 'removable' ? 'stick' : 'used last'})${room}`;
}

/** What a receipt file brought: what happened, and what is to be done next. */
export function receiptWords(brought: ReceiptsTaken): string {
  const { taken, takenBefore, repliesLacking, hasNewSeries } = brought;
  const parts = [
    takenWords(brought),
    taken > 0 && takenBefore > 0 && `${countOf(takenBefore, 'receipt was', 'receipts were')} here already.`,
    repliesLacking > 0 &&
      `Headquarters was restored from a backup and lacks ${countOf(repliesLacking, 'reply', 'replies')} that it had. They are kept here: write a new file, and carry it there.`,
    hasNewSeries &&
      'Headquarters has more of this computer than this store knows, so the store was restored or copied. What has no receipt is kept here and offered again as a new series: send it, or write a new file.',
  ];
  return parts.filter((part) => part !== false).join(' ');
}

function takenWords(brought: ReceiptsTaken): string | false {
  const { taken, takenBefore, heard, ofAnotherLife, repliesReceived, hasNewSeries } = brought;
  if (taken > 0) {
    return `${countOf(taken, 'receipt is', 'receipts are')} taken in; ${countOf(repliesReceived, 'reply is', 'replies are')} at headquarters by it.`;
  }
  if (heard > 0) return 'What the file says of this computer’s replies is taken in.';
  if (ofAnotherLife > 0) return !hasNewSeries && 'Nothing in this file is new here. Nothing was changed.';
  return takenBefore > 0
    ? 'Every receipt in this file was here already. Nothing was changed.'
    : 'There is no receipt in this file.';
}
