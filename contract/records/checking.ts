import { z } from 'zod';
import { EpochMs } from './calendar-date.ts';
import { BatchId, ConsultationId, KeyingId, PackHash, PersonId, ReplyId } from './id.ts';
import { ReplyKind } from './reply.ts';
import { FieldId, Mark } from './mark.ts';
import { RekeyPlan } from './rekey-plan.ts';
import { SavedMark } from './keying.ts';

/** A reply as whoever keys it again may see it: nothing that somebody keyed stands in it. */
export const ReplyToCheck = z.strictObject({
  id: ReplyId,
  consultationId: ConsultationId,
  batchId: BatchId,
  batchNumber: z.int().positive(),
  serialLabel: z.string(),
  kind: ReplyKind,
  isLate: z.boolean(),
  scannedPages: z.int().nonnegative(),
});
export type ReplyToCheck = z.infer<typeof ReplyToCheck>;

/** Everything that the checking screen needs of one reply. Blind: no mark, note or query of the first keying. */
export const CheckingSheet = z.strictObject({
  keyingId: KeyingId,
  reply: ReplyToCheck,
  packHash: PackHash,
  /** The fields to be keyed again, in the form's order. */
  fields: z.array(FieldId),
  /** What this person has keyed so far. */
  marks: z.record(z.string(), SavedMark),
  /** Fields that were heard to differ and are to be looked at again, once. */
  lookAgain: z.array(FieldId),
  place: FieldId.nullable(),
  /** Its place among the batch's replies that are keyed again, 1-based. */
  position: z.strictObject({ index: z.int().positive(), of: z.int().positive() }),
  isFinished: z.boolean(),
  /** The reply that this person keyed again before this one. */
  previousReplyId: ReplyId.nullable(),
});
export type CheckingSheet = z.infer<typeof CheckingSheet>;

/** Who or what a difference is charged to (domain.md): a keyer, both, or a fault of the paper. */
export const Fault = z.enum(['first', 'second', 'both', 'illegible', 'two-ticks', 'off-the-form']);
export type Fault = z.infer<typeof Fault>;

export const DecisionChoice = z.enum(['first', 'second', 'neither']);
export type DecisionChoice = z.infer<typeof DecisionChoice>;

/** A keyer's objection to a decision; a supervisor decides again. */
export const Contest = z.strictObject({
  reason: z.string(),
  byName: z.string(),
  atMs: EpochMs,
});
export type Contest = z.infer<typeof Contest>;

/** What was decided of a field: which value counts, and who or what was at fault. */
export const Decision = z.strictObject({
  number: z.int().positive(),
  choice: DecisionChoice,
  /** What counts now; null for no mark at all. */
  mark: Mark.nullable(),
  fault: Fault,
  byName: z.string(),
  decidedBy: PersonId,
  atMs: EpochMs,
});
export type Decision = z.infer<typeof Decision>;

/** A field in which the two keyings differ, as the person who decides sees it: both values, no names. */
export const DifferenceToDecide = z.strictObject({
  replyId: ReplyId,
  consultationId: ConsultationId,
  batchNumber: z.int().positive(),
  serialLabel: z.string(),
  packHash: PackHash,
  scannedPages: z.int().nonnegative(),
  field: FieldId,
  fieldName: z.string(),
  /** As keyed; null for no mark, where the form didn't ask. */
  first: Mark.nullable(),
  second: Mark.nullable(),
  /** Null unless it was decided already and a keyer disagrees. */
  contested: z.strictObject({ decision: Decision, contest: Contest }).nullable(),
});
export type DifferenceToDecide = z.infer<typeof DifferenceToDecide>;

/** A decision about this person's own keying, which they may contest once until the reply is sealed. */
export const DecidedDifference = z.strictObject({
  replyId: ReplyId,
  serialLabel: z.string(),
  batchNumber: z.int().positive(),
  packHash: PackHash,
  field: FieldId,
  fieldName: z.string(),
  /** Which of the two keyings is this person's. */
  pass: z.literal([1, 2]),
  mine: Mark.nullable(),
  others: Mark.nullable(),
  decision: Decision,
  contest: Contest.nullable(),
  isContestable: z.boolean(),
});
export type DecidedDifference = z.infer<typeof DecidedDifference>;

/** A plan with when, by whom and why it was made. */
export const RekeyPlanVersion = z.strictObject({
  number: z.int().positive(),
  plan: RekeyPlan,
  reason: z.string(),
  /** Null for the plan that a consultation begins with. */
  madeByName: z.string().nullable(),
  madeAtMs: EpochMs,
});
export type RekeyPlanVersion = z.infer<typeof RekeyPlanVersion>;
