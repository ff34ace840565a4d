import { z } from 'zod';
import { Batch } from '../records/batch.ts';
import { EpochMs } from '../records/calendar-date.ts';
import { BatchId, ConsultationId, PackHash, ReplyId } from '../records/id.ts';
import { DeviceId, Epoch, Seq, ServerId } from '../sync/ids.ts';
import { EventStatus } from '../sync/receipt.ts';
import { declareCalls } from './call.ts';

/** Events and bytes of documents: of a send under way, done and in all; of what waits, the sum. */
const Amount = { events: z.int().nonnegative(), bytes: z.int().nonnegative() };

/** A reply as people name it. */
const NamedReply = z.strictObject({
  replyId: ReplyId,
  serialLabel: z.string(),
  batchNumber: z.int().positive(),
});

/**
 * Why sending doesn't go on by itself until somebody does something. `code` is headquarters' (sync-errors.ts), or
 * `CANCELLED`: a person stopped it, and *Send* or the next sealed batch begins it again. Every other one waits
 * for *Send* or a new enrolment. `reply`: the one that headquarters doesn't take, where it is about one; those
 * sealed after it wait behind it, and a courier file carries them all.
 */
export const SendingStopped = z.strictObject({
  code: z.string(),
  /** What happened, what was kept, what to do (sending-stops.ts). */
  message: z.string(),
  reply: NamedReply.nullable(),
  atMs: EpochMs,
});
export type SendingStopped = z.infer<typeof SendingStopped>;

/** The try that is planned after one that failed on its way; `atMs` is information, the waiting is measured otherwise. */
export const NextTry = z.strictObject({
  atMs: EpochMs,
  /** How many have failed in a row. */
  attempts: z.int().positive(),
  /**
   * `HEADQUARTERS_UNREACHABLE`, `RECEIPT_INVALID` or headquarters' own (`BUSY`); of this computer's disk
   * `SENDING_DISK_FULL`, `SENDING_DISK_FAILED` or `STORE_NOT_A_STORE`; `UNEXPECTED`.
   */
  code: z.string(),
  /** Why, or of this computer what to do, in words that can stand behind a colon. */
  reason: z.string(),
});
export type NextTry = z.infer<typeof NextTry>;

const SeriesKey = { deviceId: DeviceId, epoch: Epoch };

/**
 * A series that this computer had to begin anew (sync S7), until a supervisor has read it. `put-back`, `copied`: this
 * store itself knows that it was put back from a backup, or is a copy; whether anything was sent since, it doesn't.
 * `more-there`, `other-there`: headquarters has more of the series before than this store, or something else in it, so
 * another copy of this store has sent. What had no receipt is offered again under the same ids.
 */
export const NewSeries = z.strictObject({
  ...SeriesKey,
  because: z.enum(['put-back', 'copied', 'more-there', 'other-there']),
  begunAtMs: EpochMs,
});
export type NewSeries = z.infer<typeof NewSeries>;

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
  /**
   * Of `onlyHere`: had a receipt from before headquarters was restored, or from before this computer was enrolled
   * anew, and wait for one that counts now (S7).
   */
  offeredAgain: z.int().nonnegative(),
  /** Of those with a receipt: how many headquarters' newest backup holds; null where no receipt says so. */
  inBackup: z.int().nonnegative().nullable(),
  lastReceiptAtMs: EpochMs.nullable(),
  /** Null while nothing is being sent. `timeLeftMs` is by this run's own pace, null until that is known. */
  progress: z
    .strictObject({
      done: z.strictObject(Amount),
      total: z.strictObject(Amount),
      timeLeftMs: z.number().nonnegative().nullable(),
    })
    .nullable(),
  /** The newest failure on the way, and when it is tried again by itself; null where none is planned. */
  nextTry: NextTry.nullable(),
  stopped: SendingStopped.nullable(),
  /** Every series that had to be begun anew and of which nobody has read it, the newest first. */
  newSeries: z.array(NewSeries),
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

/** What looking for consultations at headquarters came to. */
export const FetchedConsultations = z.strictObject({
  /** Versions that are new here. */
  loaded: z.array(z.strictObject({ consultationId: ConsultationId, packHash: PackHash, title: z.string() })),
  /** Packs that this program can't take in, and why; nothing was changed by them. */
  notTaken: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});
export type FetchedConsultations = z.infer<typeof FetchedConsultations>;

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
  /** What the unit has to do something about before what only informs it, each the oldest first. */
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
      'REPLY_TOO_LARGE',
    ],
  },
  /** Enrols this computer with the one-time code that headquarters gave; `code` holds address and secret. */
  enrol: {
    access: 'supervisor',
    request: z.strictObject({ code: z.string().trim().min(1).max(2000) }),
    reply: SendingState,
    errors: [
      'ALREADY_ENROLLED',
      'ENROLMENT_REFUSED',
      'HEADQUARTERS_UNREACHABLE',
      'SENDING_DISK_FULL',
      'SENDING_DISK_FAILED',
      'STORE_NOT_A_STORE',
    ],
  },
  /**
   * *Send*: sends everything sealed that has no receipt, from the head that headquarters names (S6), without
   * waiting for the next planned try, and answers when all of it is receipted or somebody cancelled. What fails on
   * its way is tried again by itself (see `nextTry`).
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
      'SEALED_ALTERED',
      'SENDING_DISK_FULL',
      'SENDING_DISK_FAILED',
      'STORE_NOT_A_STORE',
    ],
  },
  /** Stops a send and the tries after it (see `stopped`); what has its receipt keeps it. */
  cancel: { access: 'person', request: z.null(), reply: SendingState, errors: [] },
  /** What was told of these series was read. */
  seriesRead: {
    access: 'supervisor',
    request: z.strictObject({ series: z.array(z.strictObject(SeriesKey)).min(1).max(1000) }),
    reply: z.null(),
    errors: [],
  },
  /** Asks headquarters for its consultations and takes in what is new. Sending by itself does so too. */
  fetchConsultations: {
    access: 'person',
    request: z.null(),
    reply: FetchedConsultations,
    errors: [
      'NOT_ENROLLED',
      'HEADQUARTERS_UNREACHABLE',
      'HEADQUARTERS_REFUSED',
      'SENDING_DISK_FULL',
      'SENDING_DISK_FAILED',
      'STORE_NOT_A_STORE',
    ],
  },
});
