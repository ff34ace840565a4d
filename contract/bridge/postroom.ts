import { z } from 'zod';
import { Batch, BatchState, Channel } from '../records/batch.ts';
import { CalendarDate, EpochMs } from '../records/calendar-date.ts';
import { DaySheet } from '../records/day-sheet.ts';
import { BatchId, ConsultationId, PersonId, ReplyId } from '../records/id.ts';
import { ExclusionReason, Reply, ReplyKind } from '../records/reply.ts';
import { words } from '../records/words.ts';
import { declareCalls } from './call.ts';

/** What the opener writes about a piece of paper; the serial and lateness are the program's. */
export const LoggedDetails = z.strictObject({
  kind: ReplyKind,
  /** How many signed a petition; null for the other kinds. */
  signatures: z.int().positive().max(10_000_000).nullable(),
  pages: z.int().min(1).max(2000).nullable(),
  enclosures: words(500),
});
export type LoggedDetails = z.infer<typeof LoggedDetails>;

const hasItsSignatures = (logged: LoggedDetails): boolean =>
  (logged.kind === 'petition') === (logged.signatures !== null);
const signaturesMistake = {
  path: ['signatures'],
  error: 'A petition has a number of signatures, and nothing else has.',
};

export const postroomCalls = declareCalls({
  openBatch: {
    access: 'person',
    request: z.strictObject({
      consultationId: ConsultationId,
      channel: Channel,
      receivedDate: CalendarDate,
      documentCount: z.int().min(1).max(500),
    }),
    reply: Batch,
    errors: ['CONSULTATION_UNKNOWN'],
  },
  batch: {
    access: 'person',
    request: z.strictObject({ batchId: BatchId }),
    reply: z.strictObject({
      batch: Batch,
      replies: z.array(Reply),
      /** How many lie in a file to carry and have no receipt yet. */
      carried: z.int().nonnegative(),
      /** The serial that the next reply of this consultation gets, as it is to be written on the paper. */
      nextSerialLabel: z.string(),
    }),
    errors: ['BATCH_UNKNOWN'],
  },
  batches: {
    access: 'person',
    request: z.strictObject({
      consultationId: ConsultationId.nullable(),
      states: z.array(BatchState),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    reply: z.strictObject({ total: z.int().nonnegative(), rows: z.array(Batch) }),
    errors: [],
  },
  /** The opener counted wrong: the batch's document count is corrected, and the audit says so. */
  recount: {
    access: 'person',
    request: z.strictObject({ batchId: BatchId, documentCount: z.int().min(1).max(500) }),
    reply: Batch,
    errors: ['BATCH_UNKNOWN', 'BATCH_SEALED', 'COUNT_BELOW_LOGGED'],
  },
  /**
   * Logs one piece of paper. The window makes its id, one for each form filled: when an answer is lost and the
   * same form is sent again, the reply that is logged already is the answer, and no second serial is taken.
   */
  logReply: {
    access: 'person',
    request: z
      .strictObject({ replyId: ReplyId, batchId: BatchId, ...LoggedDetails.shape })
      .refine(hasItsSignatures, signaturesMistake),
    reply: Reply,
    errors: ['BATCH_UNKNOWN', 'BATCH_SEALED', 'BATCH_FULL', 'LOGGED_OTHERWISE'],
  },
  /** Puts right what was logged; the serial never changes. */
  correctReply: {
    access: 'person',
    request: z
      .strictObject({ replyId: ReplyId, ...LoggedDetails.shape })
      .refine(hasItsSignatures, signaturesMistake),
    reply: Reply,
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED'],
  },
  exclude: {
    access: 'person',
    request: z
      .strictObject({ replyId: ReplyId, reason: ExclusionReason, note: words(500) })
      .refine((exclusion) => exclusion.reason !== 'other' || exclusion.note !== '', {
        path: ['note'],
        error: 'The reason “other” needs words.',
      }),
    reply: Reply,
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED', 'REPLY_EXCLUDED'],
  },
  /** Undoes an exclusion: the reply is outstanding again, or keyed if it had been. One that isn't excluded stays. */
  takeBack: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: Reply,
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED'],
  },
  /** Gives all that is half-keyed of a batch to one person; `left` is what he may not take. */
  handOver: {
    access: 'supervisor',
    request: z.strictObject({ batchId: BatchId, toPersonId: PersonId }),
    reply: z.strictObject({ handed: z.array(z.string()), left: z.array(z.string()) }),
    errors: ['BATCH_UNKNOWN', 'BATCH_SEALED', 'PERSON_UNKNOWN'],
  },
  /** Where everything of a consultation stands, and what was done in the period; `toMs` isn't included. */
  daySheet: {
    access: 'supervisor',
    request: z.strictObject({ consultationId: ConsultationId, fromMs: EpochMs, toMs: EpochMs }),
    reply: DaySheet,
    errors: ['CONSULTATION_UNKNOWN'],
  },
});
