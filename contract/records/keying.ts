import { z } from 'zod';
import { EpochMs } from './calendar-date.ts';
import { KeyingId, PackHash, PersonId, QueryId, ReplyId } from './id.ts';
import { FieldId, Mark } from './mark.ts';
import { Reply } from './reply.ts';

/** A mark as it lies in the store: what the paper says, when it was saved, and whether the field was left since. */
export const SavedMark = z.strictObject({
  mark: Mark,
  savedAtMs: EpochMs,
  /** Why a light check was overruled ("the paper says so"); null where none was. */
  overruleReason: z.string().nullable(),
});
export type SavedMark = z.infer<typeof SavedMark>;

export const Note = z.strictObject({
  field: FieldId.nullable(),
  text: z.string(),
  byName: z.string(),
  atMs: EpochMs,
});
export type Note = z.infer<typeof Note>;

/** Something a person has to look at. Illegible marks and F7 raise one; heavier checks do when a reply is finished. */
export const QueryKind = z.enum([
  'illegible',
  'spoilt',
  'contradiction',
  'duplicate',
  'late',
  'safeguarding',
  'overruled',
  'other',
]);
export type QueryKind = z.infer<typeof QueryKind>;

export const Query = z.strictObject({
  id: QueryId,
  replyId: ReplyId,
  serialLabel: z.string(),
  field: FieldId.nullable(),
  /** What people call the field on the form that the reply was keyed with: `Question 5, Comments`. */
  fieldName: z.string().nullable(),
  kind: QueryKind,
  text: z.string(),
  raisedByName: z.string(),
  raisedAtMs: EpochMs,
  /** Who looks at it; null: anybody. */
  ownerId: PersonId.nullable(),
  ownerName: z.string().nullable(),
  /** Who keyed its reply first; null where nobody has begun. */
  firstKeyerId: PersonId.nullable(),
  closedByName: z.string().nullable(),
  closedAtMs: EpochMs.nullable(),
  closingReason: z.string().nullable(),
});
export type Query = z.infer<typeof Query>;

/** Everything the keying screen needs of one reply. */
export const KeyingSheet = z.strictObject({
  keyingId: KeyingId,
  reply: Reply,
  packHash: PackHash,
  keyerId: PersonId,
  marks: z.record(z.string(), SavedMark),
  notes: z.array(Note),
  queries: z.array(Query),
  /** The field where the cursor was, null for a reply not begun. */
  place: FieldId.nullable(),
  /** Its place in the batch, 1-based, of how many that are to be keyed. */
  position: z.strictObject({ index: z.int().positive(), of: z.int().positive() }),
  isFinished: z.boolean(),
  /** The reply that Ctrl+Shift+Enter goes back to, and from which F4 takes the field's value. */
  previousReplyId: ReplyId.nullable(),
  /** Its serial: from where something is as before. */
  previousSerialLabel: z.string().nullable(),
});
export type KeyingSheet = z.infer<typeof KeyingSheet>;

/** How this person wants the form of this consultation to run; changed at any time without losing a field. */
export const KeyingPreference = z.strictObject({
  order: z.enum(['as-on-paper', 'ticks-first']),
  finishesAtLastField: z.boolean(),
  sounds: z.boolean(),
});
export type KeyingPreference = z.infer<typeof KeyingPreference>;

/** An earlier value of a field, kept when it was corrected. */
export const FormerMark = z.strictObject({
  field: FieldId,
  mark: Mark,
  savedAtMs: EpochMs,
  replacedAtMs: EpochMs,
  byName: z.string(),
});
export type FormerMark = z.infer<typeof FormerMark>;
