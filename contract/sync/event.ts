import { z } from 'zod';
import { ConsultationId, ReplyId } from '../records/id.ts';
import { EventId, Seq } from './ids.ts';

/** What an event says of its reply: it is there; it is now thus; it is taken back. */
export const EventKind = z.enum(['create', 'revise', 'withdraw']);
export type EventKind = z.infer<typeof EventKind>;

/**
 * What goes before each document in a consignment, so that headquarters can file the bytes that follow without
 * reading them (S9). It repeats what the document says; where the two differ, the document is quarantined.
 * Its digest isn't sent: it can't be packed, and the chain already holds headquarters to it (S3).
 */
export const EventEnvelope = z.strictObject({
  seq: Seq,
  eventId: EventId,
  kind: EventKind,
  consultationId: ConsultationId,
  // A database holds an id and not its spelling, and the envelope is written again from there.
  replyId: ReplyId.lowercase(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;
