import { z } from 'zod';
import { PersonId } from './id.ts';
import { FieldId } from './field-id.ts';

const count = z.int().nonnegative();

/** What was keyed again of a keyer's work, or of one question, and what was found there. */
export const CheckedWork = z.strictObject({
  /** Fields that two people have keyed. */
  fields: count,
  /** Key presses in those fields. */
  strokes: count,
  /** Fields that a third person charged to this keying. */
  errors: count,
  /** Of the second keying: wrong at first, and put right by its own keyer when he looked again. */
  putRight: count,
  /** Faults of the paper, charged to nobody. */
  paperFaults: count,
  /** Differences that nobody has decided yet. */
  undecided: count,
});
export type CheckedWork = z.infer<typeof CheckedWork>;

/** One person's keying in one pass within a period. */
export const KeyedWork = z.strictObject({
  replies: count,
  strokes: count,
  /** Milliseconds at work, pauses left out. */
  activeMs: count,
  checked: CheckedWork,
});
export type KeyedWork = z.infer<typeof KeyedWork>;

export const QualityOfKeyer = z.strictObject({
  personId: PersonId,
  fullName: z.string(),
  first: KeyedWork,
  second: KeyedWork,
});
export type QualityOfKeyer = z.infer<typeof QualityOfKeyer>;

/** What one field of the form causes, whoever keyed it: errors of both keyings, and faults of the paper. */
export const QualityOfField = z.strictObject({
  field: FieldId,
  fieldName: z.string(),
  /** How often two people keyed it. */
  fields: count,
  /** Key presses in it, of both keyings. */
  strokes: count,
  firstErrors: count,
  secondErrors: count,
  putRight: count,
  paperFaults: count,
  undecided: count,
});
export type QualityOfField = z.infer<typeof QualityOfField>;
