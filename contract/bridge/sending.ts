import { z } from 'zod';
import { Batch } from '../records/batch.ts';
import { EpochMs } from '../records/calendar-date.ts';
import { BatchId, ReplyId } from '../records/id.ts';
import { DeviceId, Epoch, Seq, ServerId } from '../sync/ids.ts';
import { EventStatus } from '../sync/receipt.ts';
import { declareCalls } from './call.ts';

/** Events and bytes of documents: of a send under way, done and in all; of what waits, the sum. */
const Amount = { events: z.int().nonnegative(), bytes: z.int().nonnegative() };

/**
 * Where the replies of this store stand, each in exactly one place (sync S5): in an open batch; sealed and *only on
 * this computer*; *at headquarters*, by a receipt; there too, and it *needs attention*.
 */
export const SendingState = z.strictObject({
  enrolled: z
    .strictObject({
      headquartersUrl: z.string(),
      /** As headquarters calls the unit. */
      unitName: z.string(),
      serverId: ServerId,
      deviceId: DeviceId,
      enrolledAtMs: EpochMs,
    })
    .nullable(),
  notSealed: z.int().nonnegative(),
  onlyHere: z.int().nonnegative(),
  atHeadquarters: z.int().nonnegative(),
  needsAttention: z.int().nonnegative(),
  lastReceiptAtMs: EpochMs.nullable(),
  /** Null while nothing is being sent. */
  progress: z.strictObject({ done: z.strictObject(Amount), total: z.strictObject(Amount) }).nullable(),
});
export type SendingState = z.infer<typeof SendingState>;

/** A batch on its way, with what `sealObstacles` needs to say what stands in the way of sealing it. */
export const BatchOnItsWay = z.strictObject({ batch: Batch, openQueries: z.int().nonnegative() });
export type BatchOnItsWay = z.infer<typeof BatchOnItsWay>;

/** A stored receipt. `chainStart`: eight digits of the chain value, to compare over a telephone. */
export const ReceiptLine = z.strictObject({
  number: z.int().positive(),
  epoch: Epoch,
  fromSeq: Seq,
  throughSeq: Seq,
  chainStart: z.string().length(8),
  receivedAt: z.iso.datetime(),
  storedAtMs: EpochMs,
});
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** A reply that is at headquarters and that a person has to look at; `code` says why. */
export const AttentionLine = z.strictObject({
  replyId: ReplyId,
  serialLabel: z.string(),
  batchNumber: z.int().positive(),
  status: EventStatus,
  code: z.string().nullable(),
});
export type AttentionLine = z.infer<typeof AttentionLine>;

export const sendingCalls = declareCalls({
  state: { access: 'person', request: z.null(), reply: SendingState, errors: [] },
  /** Open and sealed batches, the oldest first; those that are received are in the lists of replies. */
  batches: { access: 'person', request: z.null(), reply: z.array(BatchOnItsWay), errors: [] },
  /** The newest receipts first. */
  receipts: {
    access: 'person',
    request: z.strictObject({ limit: z.int().min(1).max(500) }),
    reply: z.array(ReceiptLine),
    errors: [],
  },
  attention: {
    access: 'person',
    request: z.strictObject({ limit: z.int().min(1).max(500) }),
    reply: z.array(AttentionLine),
    errors: [],
  },
  /** Finishes a batch: every reply of it is written once as canonical bytes and never changed (sync S1). */
  sealBatch: {
    access: 'person',
    request: z.strictObject({ batchId: BatchId }),
    reply: Batch,
    errors: [
      'BATCH_UNKNOWN',
      'BATCH_SEALED',
      'BATCH_OUTSTANDING',
      'BATCH_SHORT',
      'BATCH_UNVERIFIED',
      'BATCH_QUERIES',
    ],
  },
  /** Enrols this computer with the one-time code that headquarters gave; `code` holds address and secret. */
  enrol: {
    access: 'supervisor',
    request: z.strictObject({ code: z.string().trim().min(1).max(2000) }),
    reply: SendingState,
    errors: ['ALREADY_ENROLLED', 'ENROLMENT_REFUSED', 'HEADQUARTERS_UNREACHABLE'],
  },
  /**
   * Sends everything sealed that has no receipt, from the head that headquarters names (S6), and answers when all
   * of it is receipted or somebody cancelled.
   */
  send: {
    access: 'person',
    request: z.null(),
    reply: SendingState,
    errors: [
      'NOT_ENROLLED',
      'NOTHING_TO_SEND',
      'SENDING_ALREADY',
      'HEADQUARTERS_UNREACHABLE',
      'HEADQUARTERS_REFUSED',
      'RECEIPT_INVALID',
    ],
  },
  /** Stops a send; what has its receipt keeps it, the rest is sent the next time. */
  cancel: { access: 'person', request: z.null(), reply: SendingState, errors: [] },
});
