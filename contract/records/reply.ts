import { z } from 'zod';
import { CalendarDate, EpochMs } from './calendar-date.ts';
import { BatchId, ConsultationId, PersonId, ReplyId } from './id.ts';
import { Channel } from './batch.ts';

export const ReplyKind = z.enum(['questionnaire', 'letter', 'petition']);
export type ReplyKind = z.infer<typeof ReplyKind>;

/** outstanding: logged or being keyed · keyed · excluded with a reason · sealed · received at headquarters. */
export const ReplyState = z.enum(['outstanding', 'keyed', 'excluded', 'sealed', 'received']);
export type ReplyState = z.infer<typeof ReplyState>;

/** Where a keyed reply stands on its way to being verified; null before it is keyed, and where it was set aside. */
export const CheckState = z.enum(['to-key-again', 'being-keyed-again', 'to-decide', 'verified']);
export type CheckState = z.infer<typeof CheckState>;

/** Why a piece of paper is set aside. It stays counted: excluded is one of the three places a reply can be. */
export const ExclusionReason = z.enum([
  'duplicate',
  'not-a-reply',
  'other-consultation',
  'withdrawn-by-sender',
  'logged-in-error',
  'other',
]);
export type ExclusionReason = z.infer<typeof ExclusionReason>;

/** What of who wrote it stands in lists. */
export const SenderPart = z.enum(['name', 'organisation', 'postcode']);
export type SenderPart = z.infer<typeof SenderPart>;

export const Reply = z.strictObject({
  id: ReplyId,
  consultationId: ConsultationId,
  batchId: BatchId,
  batchNumber: z.int().positive(),
  channel: Channel,
  serial: z.int().positive(),
  /** As it is written on the paper: `CWS-000123`. */
  serialLabel: z.string(),
  kind: ReplyKind,
  /** A petition is one reply and this many signatures; null for other kinds. */
  signatures: z.int().positive().nullable(),
  receivedDate: CalendarDate,
  isLate: z.boolean(),
  pages: z.int().min(1).max(2000).nullable(),
  enclosures: z.string().max(500),
  state: ReplyState,
  checkState: CheckState.nullable(),
  exclusion: z.strictObject({ reason: ExclusionReason, note: z.string().max(500) }).nullable(),
  /** Taken back after it was sealed: still counted in its batch, and in no result. */
  isWithdrawn: z.boolean(),
  scannedPages: z.int().nonnegative(),
  /** Without those about a mark that is kept from whoever asks. */
  openQueries: z.int().nonnegative(),
  loggedAtMs: EpochMs,
  keyedByName: z.string().nullable(),
  /** Who keyed it first or is keying it: only they can correct it. Null where nobody has begun. */
  keyerId: PersonId.nullable(),
  /** What was keyed as name and organisation, for lists; empty until then. */
  name: z.string(),
  organisation: z.string(),
  postcode: z.string(),
  /** What of these is empty because it is keyed again, blind, by whoever asks, perhaps. */
  keptBlind: z.array(SenderPart),
});
export type Reply = z.infer<typeof Reply>;
