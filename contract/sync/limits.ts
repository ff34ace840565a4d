import { z } from 'zod';

/**
 * What headquarters takes in one consignment (S14). Bytes are counted after unpacking, the first line included.
 * A device obeys, and halves when it is told `TOO_LARGE` or hears nothing. `eventBytes` is the largest document that
 * can be sent at all; no larger one is sealed.
 */
export const Limits = z.strictObject({
  consignmentBytes: z.int32().min(1),
  consignmentEvents: z.int32().min(1),
  eventBytes: z.int32().min(1),
});
export type Limits = z.infer<typeof Limits>;

/** More than the manifest's line and one envelope's line can come to: neither has been seen above 1,000 bytes. */
const bareLinesBytes = 4096;

/**
 * How many bytes a consignment of so many events may have. One event alone may be as large as an event can be,
 * whatever `consignmentBytes` says, so that one huge reply never blocks those behind it.
 */
export function mostBytes(limits: Limits, events: number): number {
  return events === 1
    ? Math.max(limits.consignmentBytes, limits.eventBytes + bareLinesBytes)
    : limits.consignmentBytes;
}

/**
 * What headquarters announces unless told otherwise. 500 replies of 2.5 KB are a quarter of a megabyte when they are
 * packed: half a minute of a very slow line, if they have to be sent again. The bytes leave room for a very long letter.
 */
export const usualLimits: Limits = {
  consignmentBytes: 32 * 1024 * 1024,
  consignmentEvents: 500,
  eventBytes: 48 * 1024 * 1024,
};
