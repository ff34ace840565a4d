import { z } from 'zod';

/** What a device process is to do: open this store, seal batches of so many replies, enrol if it must, and send. */
export interface Errand {
  readonly file: string;
  readonly keyHex: string;
  readonly code: string;
  readonly batches: readonly number[];
}

/** What it says of that, a line each. */
export const Said = z.union([
  z.object({ sealed: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({ ended: z.string().nullable(), details: z.unknown().optional() }),
]);
