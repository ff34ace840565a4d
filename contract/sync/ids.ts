import { z } from 'zod';

// Ids are UUIDs in lower case. Those that a sealed event carries are version 7: they sort by the time they
// were made, which keeps headquarters' indexes dense. Nothing is ever decided by that time (S8).

/** A computer at a unit, as headquarters knows it since its enrolment. */
export const DeviceId = z.uuidv7().lowercase().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** A headquarters. It stays the same through a restore; its `serverEpoch` doesn't. */
export const ServerId = z.uuidv7().lowercase().brand<'ServerId'>();
export type ServerId = z.infer<typeof ServerId>;

/** One event, for ever (S2, S15). */
export const EventId = z.uuidv7().lowercase().brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** Which life of a device's store a stream belongs to: 1, and one more after each restore, copy or fork (S7). */
export const Epoch = z.int32().min(1);

/** The place of an event in its stream: 1, 2, 3 … without a gap. */
export const Seq = z.int32().min(1);
