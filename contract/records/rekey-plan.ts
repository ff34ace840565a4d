import { z } from 'zod';
import { FieldId } from './field-id.ts';

/**
 * Which fields of a consultation's replies a second person keys again (keying.md, "Second keying and decision";
 * domain.md, "Accuracy"). Data, changed by a supervisor with a reason; a reply keeps the plan under which it was
 * drawn.
 */
export const RekeyPlan = z.strictObject({
  /** Keyed again in every reply: the closed fields (ticks, lamps, numbers, dates), or those that are named. */
  always: z.union([z.literal('closed'), z.array(FieldId).max(500)]),
  /** How many in a thousand of all other fields are drawn to be keyed again. */
  drawnPerThousand: z.int().min(0).max(1000),
  /** What the draw depends on, beside reply and field: the same seed draws the same fields. */
  seed: z.string().trim().min(1).max(40),
  /** In how many of his first batches everything is keyed again of a keyer who is new. */
  newKeyerBatches: z.int().min(0).max(100),
  /** A batch with more wrong drawn fields than this is keyed again in full. */
  mostWrong: z.int().min(0).max(1000),
});
export type RekeyPlan = z.infer<typeof RekeyPlan>;
