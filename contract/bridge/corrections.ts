import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { ConsultationPack } from '../records/consultation-pack.ts';
import { PackHash, ReplyId } from '../records/id.ts';
import { FieldId, Mark } from '../records/mark.ts';
import { Reply } from '../records/reply.ts';
import { words } from '../records/words.ts';
import { EventKind } from '../sync/event.ts';
import { EventId } from '../sync/ids.ts';
import { EventStatus } from '../sync/receipt.ts';
import { declareCalls } from './call.ts';

// Putting right what is sealed (sync S1): nothing that was sealed changes; a correction is a new event with a higher
// revision that names the one it replaces. What was keyed stays as it was keyed.

/** One event of a reply, as its history shows it. */
export const Revision = z.strictObject({
  eventId: EventId,
  revision: z.int().positive(),
  kind: EventKind,
  /** Why; null for the first. */
  reason: z.string().nullable(),
  /** Who sealed or corrected it. */
  byName: z.string(),
  atMs: EpochMs,
  /** What this revision says otherwise than the one before; null: no mark. */
  changes: z.array(z.strictObject({ field: FieldId, before: Mark.nullable(), after: Mark.nullable() })),
  /** Whether a receipt that counts covers it. */
  isReceived: z.boolean(),
  /** What headquarters last said of it; null before its first receipt. */
  status: EventStatus.nullable(),
  code: z.string().nullable(),
});
export type Revision = z.infer<typeof Revision>;

/** A sealed reply as it stands now: what its newest document says, on the form that it was keyed with. */
export const CorrectionSheet = z.strictObject({
  reply: Reply,
  packHash: PackHash,
  pack: ConsultationPack,
  marks: z.record(FieldId, Mark),
  revision: z.int().positive(),
  /** Taken back: `marks` are those of the last document that had any, and nothing can be corrected any more. */
  isWithdrawn: z.boolean(),
  /** The oldest first. */
  history: z.array(Revision),
});
export type CorrectionSheet = z.infer<typeof CorrectionSheet>;

/** Asked of every correction: it stands in the audit, and with a withdrawal at headquarters too. */
const Reason = words(500).min(1);

export const correctionCalls = declareCalls({
  open: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: CorrectionSheet,
    errors: ['REPLY_UNKNOWN', 'REPLY_NOT_SEALED'],
  },
  /** Seals a new revision with these marks changed; null takes a mark away. It is sent by itself. */
  revise: {
    access: 'supervisor',
    request: z.strictObject({
      replyId: ReplyId,
      reason: Reason,
      changes: z
        .array(z.strictObject({ field: FieldId, mark: Mark.nullable() }))
        .min(1)
        .max(1000)
        .refine((changes) => new Set(changes.map(({ field }) => field)).size === changes.length, {
          message: 'names a field twice',
        }),
    }),
    reply: CorrectionSheet,
    errors: [
      'REPLY_UNKNOWN',
      'REPLY_NOT_SEALED',
      'REPLY_WITHDRAWN',
      'FIELD_UNKNOWN',
      'MARK_REFUSED',
      'FIELDS_UNANSWERED',
      'NOTHING_CORRECTED',
      'REPLY_TOO_LARGE',
    ],
  },
  /** Takes a sealed reply back, for good. It stays counted in its batch, and no longer in the results. */
  withdraw: {
    access: 'supervisor',
    request: z.strictObject({ replyId: ReplyId, reason: Reason }),
    reply: CorrectionSheet,
    errors: ['REPLY_UNKNOWN', 'REPLY_NOT_SEALED', 'REPLY_WITHDRAWN'],
  },
});
