import { z } from 'zod';
import { DeviceId, Epoch, ServerId } from './ids.ts';
import { Sha256 } from './hash.ts';
import { Limits } from './limits.ts';
import { SignedReceipt } from './receipt.ts';

/**
 * What headquarters has of a stream: the reply to `GET /v1/streams/{device}/{epoch}`, with which each run starts
 * (S6). A stream that it doesn't know has the head 0 and 64 zeros. With `?after=n`, `receipt` covers what follows
 * n (at most `limits.consignmentEvents` events), so that an answer lost on its way costs no second sending;
 * otherwise, and where nothing follows, it is null. A frozen stream takes nothing new (S10).
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
});
export type StreamHead = z.infer<typeof StreamHead>;
