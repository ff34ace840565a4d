import { z } from 'zod';
import { EventId } from '../sync/ids.ts';
import { Channel } from './batch.ts';
import { CalendarDate } from './calendar-date.ts';
import { FieldId } from './field-id.ts';
import { BatchId, ConsultationId, PackHash, PersonId, ReplyId } from './id.ts';
import { Mark } from './mark.ts';
import { ExclusionReason, ReplyKind } from './reply.ts';

// What is sealed. The canonical JSON of one of these documents *is* the event: these bytes are hashed, chained,
// sent, kept at headquarters, and never changed (S1). So nothing may be added here under the same format name,
// and nothing stands in it that could change later: no names of keyers, no state, no wall-clock times.

/**
 * Which event a document is. A `create` is revision 1 and replaces nothing; a later one names the event that it
 * replaces. Neither device nor epoch nor sequence number: the same bytes can be sent again in a new epoch (S2).
 */
const created = z.strictObject({
  id: EventId,
  kind: z.literal('create'),
  revision: z.literal(1),
  replaces: z.null(),
});
const revised = z.strictObject({
  id: EventId,
  kind: z.literal('revise'),
  revision: z.int32().min(2),
  replaces: EventId,
});
const withdrawn = z.strictObject({
  id: EventId,
  kind: z.literal('withdraw'),
  revision: z.int32().min(2),
  replaces: EventId,
});

/** One reply as it was keyed, verified and frozen. */
export const ReplyDocument = z.strictObject({
  format: z.literal('postbag-reply/1'),
  event: z.discriminatedUnion('kind', [created, revised]),
  consultation: z.strictObject({ id: ConsultationId, packHash: PackHash }),
  replyId: ReplyId,
  serial: z.strictObject({ number: z.int32().min(1), label: z.string().min(1).max(40) }),
  batch: z.strictObject({
    id: BatchId,
    number: z.int32().min(1),
    channel: Channel,
    receivedDate: CalendarDate,
    /** How many replies the opener counted: what headquarters reconciles against. */
    documentCount: z.int32().min(1),
  }),
  kind: ReplyKind,
  /** How many signed; null unless it is a petition. */
  signatures: z.int32().min(1).nullable(),
  /** The template of a campaign letter. Reserved: null until campaigns are keyed. */
  campaignTemplateId: z.null(),
  receivedDate: CalendarDate,
  isLate: z.boolean(),
  pages: z.int32().min(1).nullable(),
  enclosures: z.string().max(500),
  /** Why it was set aside; such a reply counts as received, and its marks don't count in the results. */
  exclusion: z.strictObject({ reason: ExclusionReason, note: z.string().max(500) }).nullable(),
  /**
   * What the paper says, by field of the pack. A field that routing passed over, or that nobody keyed because the
   * reply was set aside, isn't here; *blank* is. Their order is the pack's business.
   */
  marks: z.record(FieldId, Mark),
  /** Who keyed it first, who keyed it again, and who decided where they differed; null where nobody did. */
  keyers: z.strictObject({
    first: PersonId.nullable(),
    second: PersonId.nullable(),
    decider: PersonId.nullable(),
  }),
  /** How many notes and queries stand with it at the unit, all closed ones too. */
  notes: z.int32().min(0),
  queries: z.int32().min(0),
});
export type ReplyDocument = z.infer<typeof ReplyDocument>;

/** A reply taken back after it was sealed, by a decision at the unit: logged twice, or not ours after all. */
export const WithdrawalDocument = z.strictObject({
  format: z.literal('postbag-withdrawal/1'),
  event: withdrawn,
  consultation: z.strictObject({ id: ConsultationId }),
  replyId: ReplyId,
  reason: z.string().min(1).max(500),
  decider: PersonId,
});
export type WithdrawalDocument = z.infer<typeof WithdrawalDocument>;

/** What the bytes of an event can be. */
export const SealedDocument = z.discriminatedUnion('format', [ReplyDocument, WithdrawalDocument]);
export type SealedDocument = z.infer<typeof SealedDocument>;
