import { z } from 'zod';
import { declareEndpoints } from './endpoint.ts';

/** Something that staff did, as it is kept. `by` is null where it was done at the command line. */
export const ActDone = z.strictObject({
  atMs: z.int(),
  by: z.string().nullable(),
  act: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type ActDone = z.infer<typeof ActDone>;

/** So many of the newest are shown. */
export const actsShown = 500;

export const actEndpoints = declareEndpoints({
  acts: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(ActDone) },
});
