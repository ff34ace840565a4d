import { z } from 'zod';
import { isKeepable, unkeepable } from './words.ts';

export { FieldId } from './field-id.ts';

// A mark is what the paper says in one field, and nothing is tidied away: that is why *blank* is a mark
// and not the absence of one, and why *spoilt* keeps every tick. A field without a mark has not been
// keyed yet; that is `null` (or no row), never a fifth kind.

/** What stands in text where the hand can't be read; the rest of the text is kept around it. */
export const ILLEGIBLE = '[illegible]';

/** No field holds more than this, in UTF-16 units: about 60 closely written pages. */
export const LONGEST_TEXT = 200_000;

const text = z.string().min(1).max(LONGEST_TEXT).refine(isKeepable, unkeepable);

const optionCode = z.string().min(1).max(40);

const ticks = z
  .array(optionCode)
  .max(60)
  .refine((codes) => new Set(codes).size === codes.length, 'names an option twice');

/**
 * What the paper says in one field (domain.md, "Rules of the desk"):
 * - `value`: text, number or date as written (a string, errors included); the option's code for a
 *   tick-one field (a string); the codes, in the form's order, for a tick-many field (an array);
 *   `'yes'` or `'no'` for a lamp.
 * - `blank`: looked at, and nothing there.
 * - `illegible`: a tick field in which it can't be seen what was ticked. In text the value holds
 *   `[illegible]` instead. Either raises a query.
 * - `spoilt`: more than one tick where one was asked; every tick is kept, in the form's order.
 */
export const Mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.union([text, ticks.min(1)]) }),
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('illegible') }),
  z.strictObject({ kind: z.literal('spoilt'), value: ticks.min(2) }),
]);

export type Mark = z.infer<typeof Mark>;
