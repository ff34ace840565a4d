import { PostbagError } from '../../contract/errors.ts';
import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { beginLife, readLife, setRestatedHeard } from '../store/queries/headquarters-life.ts';
import { readCovered, readOpenPlaces } from '../store/queries/receipts.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHead } from './ask-head.ts';
import { putSaid, whyNotBelieved } from './take-receipt.ts';

/** Places of one of this device's series that have to be asked about. */
interface Stretch extends StreamKey {
  readonly fromSeq: number;
  readonly throughSeq: number;
}

/**
 * Asks what became of the events that headquarters has received (S11): of those about which it will say more, and of
 * those about which it says otherwise by now than it did. No word is the last: a person there may decide anew about
 * what was applied long ago. A receipt for a stretch says so, and one is asked for only where something has to be
 * asked. It covers nothing that isn't covered already, so it isn't kept: what it says is.
 *
 * @throws {NoAnswer} {Refused} PostbagError RECEIPT_INVALID
 */
export async function followStandings(desk: Desk, enrolment: Enrolment, signal: AbortSignal): Promise<void> {
  const { db } = desk;
  const life = readLife(db);
  const restated = await askRestated(desk, enrolment, signal);
  // Where it was restored a moment ago, the next run sees to it.
  if (restated === null) return;
  const open = readOpenPlaces(db, enrolment.deviceId).map(({ seq, ...stream }) => ({
    ...stream,
    fromSeq: seq,
    throughSeq: seq,
  }));
  if (!(await askAbout(desk, enrolment, [...restated.stretches, ...open], signal))) return;
  if (restated.asOf > life.restatedHeard) inTransaction(db, () => setRestatedHeard(db, restated.asOf));
}

/**
 * Asks of each series what was said otherwise since it was last asked, and with the same question how far
 * headquarters' backup reaches in it.
 *
 * @returns null where it lives anew
 */
async function askRestated(
  desk: Desk,
  enrolment: Enrolment,
  signal: AbortSignal,
): Promise<{ readonly asOf: number; readonly stretches: readonly Stretch[] } | null> {
  const { serverEpoch, restatedHeard } = readLife(desk.db);
  const stretches: Stretch[] = [];
  let asOf = Number.POSITIVE_INFINITY;
  for (const { seq: through, ...stream } of readCovered(desk.db, enrolment.deviceId)) {
    signal.throwIfAborted();
    const head = await askHead(enrolment, stream, { after: through - 1, since: restatedHeard }, signal);
    if (head.receipt === null || head.restated === null || head.serverEpoch !== serverEpoch) return null;
    if (head.restated.asOf < restatedHeard) {
      // Its count only grows: it was put back to an earlier state, and nobody has told it so. What it said doesn't count.
      inTransaction(desk.db, () => beginLife(desk.db, serverEpoch));
      return null;
    }
    takeStandings(desk, enrolment, { ...stream, fromSeq: through }, serverEpoch, head.receipt);
    asOf = Math.min(asOf, head.restated.asOf);
    for (const { fromSeq, throughSeq } of head.restated.stretches) {
      // What lies beyond, in a series that forked, another copy of this store has sent.
      if (fromSeq <= through) {
        stretches.push({ ...stream, fromSeq, throughSeq: Math.min(throughSeq, through) });
      }
    }
  }
  return { asOf: Number.isFinite(asOf) ? asOf : restatedHeard, stretches };
}

/** @returns false where headquarters lives anew */
async function askAbout(
  desk: Desk,
  enrolment: Enrolment,
  stretches: readonly Stretch[],
  signal: AbortSignal,
): Promise<boolean> {
  const { serverEpoch } = readLife(desk.db);
  const inOrder = stretches.toSorted((one, other) => one.epoch - other.epoch || one.fromSeq - other.fromSeq);
  let asked = { epoch: 0, throughSeq: 0 };
  for (const { deviceId, epoch, ...stretch } of inOrder) {
    const stream = { deviceId, epoch };
    const isBegun = epoch === asked.epoch;
    let fromSeq = isBegun ? Math.max(stretch.fromSeq, asked.throughSeq + 1) : stretch.fromSeq;
    while (fromSeq <= stretch.throughSeq) {
      signal.throwIfAborted();
      const head = await askHead(enrolment, stream, { after: fromSeq - 1 }, signal);
      if (head.receipt === null || head.serverEpoch !== serverEpoch) return false;
      takeStandings(desk, enrolment, { ...stream, fromSeq }, serverEpoch, head.receipt);
      asked = { epoch, throughSeq: head.receipt.receipt.throughSeq };
      fromSeq = asked.throughSeq + 1;
    }
  }
  return true;
}

function takeStandings(
  desk: Desk,
  enrolment: Enrolment,
  { fromSeq, ...stream }: StreamKey & { readonly fromSeq: number },
  serverEpoch: number,
  signed: SignedReceipt,
): void {
  const { db } = desk;
  const { receipt } = signed;
  const reason =
    whyNotBelieved(enrolment, stream, serverEpoch, signed) ??
    (receipt.fromSeq === fromSeq && receipt.throughSeq >= fromSeq
      ? null
      : 'it is for something else than was asked');
  if (reason !== null) throw new PostbagError('RECEIPT_INVALID', { reason });
  inTransaction(db, () => putSaid(db, stream, receipt));
}
