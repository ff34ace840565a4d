import { z } from 'zod';
import {
  CheckingSheet,
  DecidedDifference,
  DecisionChoice,
  DifferenceToDecide,
  Fault,
  RekeyPlanVersion,
} from '../records/checking.ts';
import { EpochMs } from '../records/calendar-date.ts';
import { BatchId, ConsultationId, KeyingId, ReplyId } from '../records/id.ts';
import { Query } from '../records/keying.ts';
import { FieldId, Mark } from '../records/mark.ts';
import { RekeyPlan } from '../records/rekey-plan.ts';
import { faultsOf } from '../rules/checking/faults.ts';
import { words } from '../records/words.ts';
import { declareCalls } from './call.ts';
import { effort } from './effort.ts';

const ofField = { replyId: ReplyId, field: FieldId };

export const checkingCalls = declareCalls({
  /**
   * What to key again now: the reply that this person has open, else the lowest serial of the oldest batch that is
   * keyed, was keyed by somebody else, and that nobody keys again yet. What this person has looked at is passed over.
   * Null when nothing waits for this person.
   */
  next: {
    access: 'person',
    request: z.strictObject({
      consultationId: ConsultationId,
      batchId: BatchId.nullable(),
      after: ReplyId.nullable(),
    }),
    reply: ReplyId.nullable(),
    errors: [],
  },
  /** Begins or resumes the second keying of a reply, blind. */
  open: {
    access: 'person',
    request: z.strictObject({ replyId: ReplyId }),
    reply: CheckingSheet,
    errors: [
      'REPLY_UNKNOWN',
      'REPLY_EXCLUDED',
      'REPLY_SEALED',
      'REPLY_NOT_KEYED',
      'NOTHING_TO_REKEY',
      'KEYED_BY_YOU',
      'FIRST_VALUES_SEEN',
      'KEYED_BY_ANOTHER',
    ],
  },
  /**
   * Commits one field of a second keying. `isLookAgain`: left for the first time, and it says something else than the
   * first keying. It is said once a field and never what the other value is; what is keyed after that is kept as
   * it is, without a word, so that nobody can find the first value by trying.
   */
  saveMark: {
    access: 'person',
    request: z.strictObject({
      keyingId: KeyingId,
      field: FieldId,
      mark: Mark.nullable(),
      isLeft: z.boolean(),
      place: FieldId,
      ...effort,
    }),
    reply: z.strictObject({ savedAtMs: EpochMs, isLookAgain: z.boolean() }),
    errors: [
      'REPLY_UNKNOWN',
      'FIELD_UNKNOWN',
      'MARK_REFUSED',
      'REPLY_SEALED',
      'REPLY_EXCLUDED',
      'KEYED_BY_ANOTHER',
      'SECOND_KEYING_FINISHED',
    ],
  },
  /**
   * Ends a second keying. Where something differs that wasn't left before, a lamp that only one of the two lit, say,
   * those fields come back in `lookAgain` and it isn't finished; asked again, it is.
   */
  finish: {
    access: 'person',
    request: z.strictObject({
      keyingId: KeyingId,
      restBlank: z.enum(['none', 'comments', 'all']),
      ...effort,
    }),
    reply: z.strictObject({ isFinished: z.boolean(), lookAgain: z.array(FieldId) }),
    errors: ['REPLY_UNKNOWN', 'FIELDS_UNANSWERED', 'REPLY_SEALED', 'REPLY_EXCLUDED', 'KEYED_BY_ANOTHER'],
  },
  /** How much waits for this person: replies to key again, differences to decide. */
  waiting: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId.nullable() }),
    reply: z.strictObject({ toKeyAgain: z.int().nonnegative(), toDecide: z.int().nonnegative() }),
    errors: [],
  },
  /**
   * One page of the differences that this person may decide, the oldest batch first and down the form within a reply;
   * contested ones for supervisors only. `total` counts all of them.
   */
  toDecide: {
    access: 'person',
    request: z.strictObject({
      consultationId: ConsultationId.nullable(),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(200),
    }),
    reply: z.strictObject({ total: z.int().nonnegative(), rows: z.array(DifferenceToDecide) }),
    errors: [],
  },
  /** Decides one difference from the paper. `mark` is what was typed for *neither*, and null otherwise. */
  decide: {
    access: 'person',
    request: z
      .strictObject({ ...ofField, choice: DecisionChoice, mark: Mark.nullable(), fault: Fault })
      .refine(({ choice, fault }) => faultsOf(choice).includes(fault), 'who was right is not at fault'),
    reply: z.strictObject({
      /** True when this decision was one too many for the batch's draw: it is keyed again in full. */
      isBatchInFull: z.boolean(),
      /** Queries that what counts now raised or opened again, as keying it would have. */
      raised: z.array(Query),
    }),
    errors: [
      'REPLY_UNKNOWN',
      'FIELD_UNKNOWN',
      'MARK_REFUSED',
      'REPLY_SEALED',
      'NOTHING_TO_DECIDE',
      'NOT_A_THIRD_PERSON',
      'SUPERVISOR_ONLY',
    ],
  },
  /** Takes this person's own decision back, until it is contested or sealed. */
  takeBack: {
    access: 'person',
    request: z.strictObject(ofField),
    reply: z.null(),
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED', 'NOTHING_TO_DECIDE'],
  },
  /** What was decided about this person's keyings, the newest first. */
  decided: {
    access: 'person',
    request: z.strictObject({ limit: z.int().min(1).max(500) }),
    reply: z.array(DecidedDifference),
    errors: [],
  },
  /** Disagrees with a decision about one's own keying, once a field; a supervisor decides again. */
  contest: {
    access: 'person',
    request: z.strictObject({ ...ofField, reason: words(1000).min(1) }),
    reply: z.null(),
    errors: ['REPLY_UNKNOWN', 'REPLY_SEALED', 'NOT_CONTESTABLE'],
  },
  /** The plans of a consultation, the newest first; the first of them stands. */
  plans: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId }),
    reply: z.array(RekeyPlanVersion),
    errors: ['CONSULTATION_UNKNOWN'],
  },
  /** Makes a new plan, for what is finished from now on; what was drawn stays drawn. */
  makePlan: {
    access: 'supervisor',
    request: z.strictObject({
      consultationId: ConsultationId,
      plan: RekeyPlan,
      reason: words(500).min(1),
    }),
    reply: z.array(RekeyPlanVersion),
    errors: ['CONSULTATION_UNKNOWN', 'FIELD_UNKNOWN'],
  },
});
