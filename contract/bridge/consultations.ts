import { z } from 'zod';
import { AddingUp, Channel } from '../records/batch.ts';
import { CalendarDate } from '../records/calendar-date.ts';
import { ConsultationPack } from '../records/consultation-pack.ts';
import { ConsultationId, PackHash } from '../records/id.ts';
import { declareCalls } from './call.ts';

/** One consultation as Today and the lists show it: its closing date and where every reply of it stands. */
export const ConsultationSummary = z.strictObject({
  id: ConsultationId,
  title: z.string(),
  department: z.string(),
  serialPrefix: z.string(),
  closesOn: CalendarDate,
  packHash: PackHash,
  count: AddingUp,
  perChannel: z.array(z.strictObject({ channel: Channel, count: AddingUp })),
  /** Counted by the openers of its open batches and not logged yet. */
  toLog: z.int().nonnegative(),
  /** Open batches with nothing in the way of sealing them (see `sealObstacles`). */
  batchesToSeal: z.int().nonnegative(),
  /** Open batches that nothing but open queries keeps from being sealed. */
  batchesHeldUp: z.int().nonnegative(),
  /** Keyed replies whose batch isn't sealed; sealed replies without a receipt; receipted ones. */
  toSeal: z.int().nonnegative(),
  onlyHere: z.int().nonnegative(),
  atHeadquarters: z.int().nonnegative(),
  openQueries: z.int().nonnegative(),
  /** Of the open queries, those about a threat or somebody at risk: a supervisor's to look at, at once (domain.md). */
  threats: z.int().nonnegative(),
});
export type ConsultationSummary = z.infer<typeof ConsultationSummary>;

export const consultationCalls = declareCalls({
  list: { access: 'person', request: z.null(), reply: z.array(ConsultationSummary), errors: [] },
  /** A version of a pack, by its hash: versions are kept for ever, so an old reply opens with its own form. */
  pack: {
    access: 'person',
    request: z.strictObject({ packHash: PackHash }),
    reply: ConsultationPack,
    errors: ['CONSULTATION_UNKNOWN'],
  },
  /** Takes in a pack from a file's text: a new consultation, or a new version of one that is here. */
  load: {
    access: 'supervisor',
    request: z.strictObject({ text: z.string() }),
    reply: z.strictObject({ consultationId: ConsultationId, packHash: PackHash, isNewVersion: z.boolean() }),
    errors: ['PACK_MISTAKES', 'PACK_KNOWN', 'SERIAL_PREFIX_TAKEN'],
  },
  /** The packs that come with the program, ready to be loaded in one step. */
  shipped: {
    access: 'person',
    request: z.null(),
    reply: z.array(
      z.strictObject({
        file: z.string(),
        title: z.string(),
        department: z.string(),
        isLoaded: z.boolean(),
      }),
    ),
    errors: [],
  },
  loadShipped: {
    access: 'supervisor',
    request: z.strictObject({ file: z.string() }),
    reply: z.strictObject({ consultationId: ConsultationId, packHash: PackHash, isNewVersion: z.boolean() }),
    errors: ['CONSULTATION_UNKNOWN', 'PACK_MISTAKES', 'PACK_KNOWN', 'SERIAL_PREFIX_TAKEN'],
  },
});
