import { z } from 'zod';
import { DeviceId, Epoch, Seq, ServerId } from './ids.ts';
import { Sha256 } from './hash.ts';
import { Limits } from './limits.ts';
import { SignedReceipt } from './receipt.ts';

/** A stretch of a stream, both ends included. */
export const Stretch = z.strictObject({ fromSeq: Seq, throughSeq: Seq });
export type Stretch = z.infer<typeof Stretch>;

/**
 * What headquarters says otherwise by now of events that it had said something of already (S11): `stretches` has all
 * of a stream that changed between the number that was asked about and `asOf`, in order, and may have others between
 * them. It is where to ask for a receipt, and no word about any event: that stands in receipts alone, signed.
 */
export const Restated = z.strictObject({ asOf: z.int().min(0), stretches: z.array(Stretch) });
export type Restated = z.infer<typeof Restated>;

/**
 * What headquarters has of a stream: the reply to `GET /v1/streams/{device}/{epoch}`, with which each run starts
 * (S6). A stream that it doesn't know has the head 0 and 64 zeros. With `?after=n`, `receipt` covers what follows
 * n (at most `limits.consignmentEvents` events), so that an answer lost on its way costs no second sending;
 * otherwise, and where nothing follows, it is null. With `?since=n`, `restated` says what changed since a receipt's
 * `asOf` was n; otherwise it is null. A frozen stream takes nothing new (S10).
 */
export const StreamHead = z.strictObject({
  serverId: ServerId,
  serverEpoch: Epoch,
  deviceId: DeviceId,
  epoch: Epoch,
  head: z.strictObject({ seq: z.int32().min(0), h: Sha256 }),
  isFrozen: z.boolean(),
  limits: Limits,
  receipt: SignedReceipt.nullable(),
  restated: Restated.nullable(),
});
export type StreamHead = z.infer<typeof StreamHead>;
