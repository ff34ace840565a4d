import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { DeviceId, Epoch, EventId, Seq, ServerId } from './ids.ts';
import { Sha256, Signature } from './hash.ts';

/**
 * What headquarters has done with an event. Each of them means that its bytes are stored there:
 * `received` (not read yet), `duplicate` (it had the same bytes already), `applied` (it counts),
 * `conflict` (it contradicts another; both are kept), `quarantined` (it can't be read), `held` (it waits for a
 * person or for another event).
 */
export const EventStatus = z.enum(['received', 'duplicate', 'applied', 'conflict', 'quarantined', 'held']);
export type EventStatus = z.infer<typeof EventStatus>;

/** One event in a receipt; `code` says why where the status needs a person (`ID_CONFLICT`, `INVALID` …). */
export const ReceiptEntry = z.strictObject({
  seq: Seq,
  eventId: EventId,
  status: EventStatus,
  code: z.string().nullable(),
});
export type ReceiptEntry = z.infer<typeof ReceiptEntry>;

/**
 * Headquarters' answer (S12). Because each event is chained to the one before, a receipt whose `throughH` is the
 * device's own h at `throughSeq` proves that everything up to there is at headquarters, also what stood in
 * earlier consignments. `events` lists `fromSeq` to `throughSeq`. `receivedAt` is information (S8).
 */
export const Receipt = z
  .strictObject({
    format: z.literal('postbag-receipt/1'),
    serverId: ServerId,
    serverEpoch: Epoch,
    deviceId: DeviceId,
    epoch: Epoch,
    fromSeq: Seq,
    throughSeq: Seq,
    throughH: Sha256,
    events: z.array(ReceiptEntry),
    /**
     * Headquarters' own count of how often it has written down what became of events, as of which this speaks. It only
     * grows within one `serverEpoch`: of two receipts the one with the higher number is the newer word, whichever
     * arrives first; under the same number both say the same.
     */
    asOf: z.int().min(0),
    /** Through which seq headquarters' newest verified backup holds this stream; 0 where none does. */
    backedUpThrough: z.int32().min(0),
    receivedAt: z.iso.datetime(),
  })
  .refine(
    (receipt) =>
      receipt.events.length === receipt.throughSeq - receipt.fromSeq + 1 &&
      receipt.events.every((entry, index) => entry.seq === receipt.fromSeq + index),
    { path: ['events'], message: 'events lists fromSeq to throughSeq in order.' },
  );
export type Receipt = z.infer<typeof Receipt>;

/** A receipt with headquarters' Ed25519 signature over `receiptPreimage`. */
export const SignedReceipt = z.strictObject({ receipt: Receipt, signature: Signature });
export type SignedReceipt = z.infer<typeof SignedReceipt>;

/** The text that headquarters signs. */
export function receiptPreimage(receipt: Receipt): string {
  return canonicalJson(receipt);
}
