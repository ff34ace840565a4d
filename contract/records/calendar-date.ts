import { z } from 'zod';

/** A day on the wall calendar, `2007-06-30`: received and closing dates have no time and no zone. */
export const CalendarDate = z.iso.date();
export type CalendarDate = z.infer<typeof CalendarDate>;

/** Milliseconds since 1970, UTC. Information only: no decision depends on it (sync S8). */
export const EpochMs = z.int().nonnegative();
