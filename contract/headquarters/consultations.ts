import { z } from 'zod';
import { declareEndpoints } from './endpoint.ts';

/** A version of a consultation that headquarters hands out, or handed out once. */
export const LoadedPack = z.strictObject({
  consultationId: z.string(),
  title: z.string(),
  version: z.int().min(1),
  isNewest: z.boolean(),
  /** SHA-256 in hexadecimal; replies name the version that they were keyed with by it. */
  hash: z.string(),
  issuedOn: z.string(),
  closesOn: z.string(),
  questions: z.int().min(0),
  addedAtMs: z.int(),
  /** How many replies here were keyed with it. */
  replies: z.int().min(0),
});
export type LoadedPack = z.infer<typeof LoadedPack>;

export const consultationEndpoints = declareEndpoints({
  packs: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(LoadedPack) },
});
