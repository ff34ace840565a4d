import { z } from 'zod';
import { CalendarDate, EpochMs } from './calendar-date.ts';
import { BatchId, ConsultationId, PersonId } from './id.ts';

export const Channel = z.enum(['post', 'email', 'online', 'fax', 'hand']);
export type Channel = z.infer<typeof Channel>;

/** open: replies are logged and keyed · sealed: frozen, on its way · received: headquarters' receipt covers it all. */
export const BatchState = z.enum(['open', 'sealed', 'received']);
export type BatchState = z.infer<typeof BatchState>;

/** *received = keyed + excluded + outstanding* (domain.md): the store holds this equation in a CHECK. */
export const AddingUp = z.strictObject({
  received: z.int().nonnegative(),
  keyed: z.int().nonnegative(),
  excluded: z.int().nonnegative(),
  outstanding: z.int().nonnegative(),
});
export type AddingUp = z.infer<typeof AddingUp>;

export const Batch = z.strictObject({
  id: BatchId,
  consultationId: ConsultationId,
  number: z.int().positive(),
  channel: Channel,
  receivedDate: CalendarDate,
  openedBy: PersonId,
  openedByName: z.string(),
  openedAtMs: EpochMs,
  /** How many replies the opener counted in the bundle, before any was logged. */
  documentCount: z.int().min(1).max(500),
  state: BatchState,
  count: AddingUp,
  /** How many of the keyed replies are verified: keyed again where the plan says so, and every difference decided. */
  verified: z.int().nonnegative(),
  /** Serial numbers of the first and last reply logged, null while the batch is empty. */
  firstSerial: z.int().positive().nullable(),
  lastSerial: z.int().positive().nullable(),
  /** How many of its sealed replies headquarters has receipted. */
  receipted: z.int().nonnegative(),
});
export type Batch = z.infer<typeof Batch>;
