import { z } from 'zod';

// Every id that can cross a border is a UUIDv7: it sorts by the time of its making, and two computers that
// never meet can't make the same one. The brands keep a batch's id from being passed where a reply's is meant.

export const PersonId = z.uuidv7().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const BatchId = z.uuidv7().brand<'BatchId'>();
export type BatchId = z.infer<typeof BatchId>;

export const ReplyId = z.uuidv7().brand<'ReplyId'>();
export type ReplyId = z.infer<typeof ReplyId>;

export const KeyingId = z.uuidv7().brand<'KeyingId'>();
export type KeyingId = z.infer<typeof KeyingId>;

export const QueryId = z.uuidv7().brand<'QueryId'>();
export type QueryId = z.infer<typeof QueryId>;

export const NoteId = z.uuidv7().brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

/** A consultation's id is the pack's own, e.g. `cws-2007`: it is the same word in every office. */
export const ConsultationId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'Must be two to forty small letters, figures and hyphens, letter first.')
  .brand<'ConsultationId'>();
export type ConsultationId = z.infer<typeof ConsultationId>;

/** SHA-256 of the pack's canonical JSON, lower-case hex: a reply refers to the version it was keyed with. */
export const PackHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'PackHash'>();
export type PackHash = z.infer<typeof PackHash>;
