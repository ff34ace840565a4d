import { z } from 'zod';

/** The shape of an answer that isn't a refusal: the same over the network as over the desktop's bridge. */
export function replyOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ ok: z.literal(true), value });
}
