import { z } from 'zod';

/**
 * What headquarters takes in one consignment (S14). Bytes are counted after unpacking, the first line included.
 * A device obeys, and halves when it is told `TOO_LARGE` or hears nothing.
 */
export const Limits = z.strictObject({
  consignmentBytes: z.int32().min(1),
  consignmentEvents: z.int32().min(1),
});
export type Limits = z.infer<typeof Limits>;

/**
 * What headquarters announces unless told otherwise. 200 replies of 2.5 KB are half a megabyte; larger
 * consignments gain 3 % and cost more when they have to be sent again. The bytes leave room for a very long
 * letter.
 */
export const usualLimits: Limits = { consignmentBytes: 32 * 1024 * 1024, consignmentEvents: 200 };
