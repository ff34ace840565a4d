import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { DeviceId, Epoch, Seq, ServerId } from './ids.ts';
import { Sha256, Signature } from './hash.ts';

/**
 * What headquarters has done with an event. Each of them means that its bytes are stored there:
 * `received` (not read yet), `duplicate` (it had the same bytes already), `applied` (it counts),
 * `conflict` (it contradicts another; both are kept), `quarantined` (it can't be read), `held` (it waits for a
 * person or for another event).
 */
export const EventStatus = z.enum(['received', 'duplicate', 'applied', 'conflict', 'quarantined', 'held']);
export type EventStatus = z.infer<typeof EventStatus>;

/**
 * What became of the events of a stretch, both ends included: the same of all of them, as a rule. `code` says why where
 * it needs a person (`ID_CONFLICT`, `INVALID` …). Which events they are needs no saying: the chain does (S3).
 */
export const Standing = z.strictObject({
  fromSeq: Seq,
  throughSeq: Seq,
  status: EventStatus,
  code: z.string().nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** What became of single events, in the order of their stream without a gap, as stretches that are told alike. */
export function standingsOf(
  events: readonly (Pick<Standing, 'status' | 'code'> & { readonly seq: number })[],
): Standing[] {
  const standings: Standing[] = [];
  for (const { seq, status, code } of events) {
    const last = standings.at(-1);
    if (last !== undefined && last.status === status && last.code === code) last.throughSeq = seq;
    else standings.push({ fromSeq: seq, throughSeq: seq, status, code });
  }
  return standings;
}

/**
 * Headquarters' answer (S12). Because each event is chained to the one before, a receipt whose `throughH` is the
 * device's own h at `throughSeq` proves that everything up to there is at headquarters, also what stood in
 * earlier consignments. `standings` leads from `fromSeq` to `throughSeq`. `receivedAt` is information (S8).
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
    standings: z.array(Standing).min(1),
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
  .refine(({ fromSeq, throughSeq, standings }) => isUnbroken(standings, fromSeq, throughSeq), {
    path: ['standings'],
    message: 'standings leads from fromSeq to throughSeq without a gap.',
  });
export type Receipt = z.infer<typeof Receipt>;

/** A receipt with headquarters' Ed25519 signature over `receiptPreimage`. */
export const SignedReceipt = z.strictObject({ receipt: Receipt, signature: Signature });
export type SignedReceipt = z.infer<typeof SignedReceipt>;

/** The text that headquarters signs. */
export function receiptPreimage(receipt: Receipt): string {
  return canonicalJson(receipt);
}

function isUnbroken(standings: readonly Standing[], fromSeq: number, throughSeq: number): boolean {
  let nextSeq = fromSeq;
  for (const standing of standings) {
    if (standing.fromSeq !== nextSeq || standing.throughSeq < nextSeq) return false;
    nextSeq = standing.throughSeq + 1;
  }
  return nextSeq === throughSeq + 1;
}
