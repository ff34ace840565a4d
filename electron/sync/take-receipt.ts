import { PostbagError } from '../../contract/errors.ts';
import { receiptPreimage } from '../../contract/sync/receipt.ts';
import type { Receipt, SignedReceipt } from '../../contract/sync/receipt.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb, WritableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { setServerEpoch } from '../store/queries/devices.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { setReceived } from '../store/queries/events.ts';
import { beginLaterLife, readLife } from '../store/queries/headquarters-life.ts';
import {
  insertReceipt,
  putBackedUpThrough,
  putStandings,
  putUnlisted,
  receiptedThrough,
  updateStandings,
} from '../store/queries/receipts.ts';
import { readLink } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { isSignedBy } from './signing.ts';

/** The stretch that a receipt must be for. `throughSeq` null: as far as headquarters likes. */
export interface Expected {
  readonly serverEpoch: number;
  readonly fromSeq: number;
  readonly throughSeq: number | null;
}

/**
 * Checks a receipt (S12) and files it: the receipt, what it says of each event, the replies and batches that are
 * received by it, all in one transaction, so that nothing is shown as received without the receipt (S5).
 *
 * @throws PostbagError RECEIPT_INVALID: nothing was changed
 */
export function takeReceipt(
  desk: Desk,
  enrolment: Enrolment,
  stream: StreamKey,
  expected: Expected,
  signed: SignedReceipt,
): void {
  const { db } = desk;
  const reason = whyInvalid(db, enrolment, stream, expected, signed);
  if (reason !== null) throw new PostbagError('RECEIPT_INVALID', { reason });
  const { receipt } = signed;
  inTransaction(db, () => {
    // A signed word from a later life: nothing of the life before counts any more (S7).
    beginLaterLife(db, receipt.serverEpoch);
    // The chain makes a receipt speak for all that stands before it, not only for what it lists.
    const through = receiptedThrough(db, stream);
    const number = insertReceipt(db, signed, desk.nowMs());
    // One from an earlier life is kept, and says nothing about what headquarters has now.
    if (receipt.serverEpoch < readLife(db).serverEpoch) return;
    putUnlisted(db, number, { ...stream, fromSeq: through + 1, throughSeq: receipt.fromSeq - 1 });
    putStandings(db, number);
    putBackedUpThrough(db, stream, receipt.backedUpThrough);
    const fromSeq = Math.min(receipt.fromSeq, through + 1);
    setReceived(db, { ...stream, fromSeq, throughSeq: receipt.throughSeq });
    if (receipt.serverEpoch > enrolment.serverEpoch) {
      setServerEpoch(db, enrolment.deviceId, receipt.serverEpoch);
    }
  });
}

/**
 * Records what a receipt of headquarters' present life that isn't kept says: of what this store has a receipt for, and
 * no more. A series has one chain there, so that through that place both speak of the same events; beyond, in one that
 * forked, headquarters may have another copy's.
 *
 * @returns of how many events it says something newer
 */
export function putSaid(db: WritableDb, stream: StreamKey, receipt: Receipt): number {
  const through = receiptedThrough(db, stream);
  // Nothing of the series is known to be this store's; it may be another copy's alone.
  if (through === 0) return 0;
  putBackedUpThrough(db, stream, receipt.backedUpThrough);
  return updateStandings(db, receipt, through);
}

/** Why a receipt isn't the word of this headquarters, in this life of it, about this stream; null: it is. */
export function whyNotBelieved(
  enrolment: Enrolment,
  stream: StreamKey,
  serverEpoch: number,
  { receipt, signature }: SignedReceipt,
): string | null {
  // The signature first: until it holds, nothing that the receipt says is headquarters' word.
  if (!isSignedBy(receiptPreimage(receipt), signature, enrolment.serverPublicKey)) {
    return 'the signature is not that of headquarters';
  }
  if (receipt.serverId !== enrolment.serverId) return 'it is from another headquarters';
  if (receipt.serverEpoch !== serverEpoch) return 'it is from another life of headquarters';
  if (receipt.deviceId !== stream.deviceId || receipt.epoch !== stream.epoch) {
    return 'it is for another computer or another series';
  }
  return null;
}

/** What is wrong with a receipt, in words that can stand in the message; null for a good one. */
function whyInvalid(
  db: ReadableDb,
  enrolment: Enrolment,
  stream: StreamKey,
  expected: Expected,
  { receipt, signature }: SignedReceipt,
): string | null {
  const reason = whyNotBelieved(enrolment, stream, expected.serverEpoch, { receipt, signature });
  if (reason !== null) return reason;
  if (receipt.fromSeq !== expected.fromSeq) return 'it is for something else than was sent';
  if (receipt.throughSeq < receipt.fromSeq) return 'it is for nothing';
  if (expected.throughSeq !== null && receipt.throughSeq !== expected.throughSeq) {
    return 'it is for something else than was sent';
  }
  return readLink(db, stream, receipt.throughSeq)?.h === receipt.throughH
    ? null
    : 'what it says is at headquarters is not what is here';
}
