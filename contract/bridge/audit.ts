import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { PersonId } from '../records/id.ts';
import { Sha256 } from '../sync/hash.ts';
import { declareCalls } from './call.ts';

/** One act: who did what to what, when. `h` covers this entry and all before it. */
export const AuditEntry = z.strictObject({
  number: z.int().positive(),
  atMs: EpochMs,
  /** Null for what the program did by itself. The hash covers it; the names beside it are for reading. */
  personId: PersonId.nullable(),
  byName: z.string().nullable(),
  /** The call that did it, `postroom.exclude`. */
  act: z.string(),
  /** The id of what it was done to. */
  subject: z.string(),
  /** What people call it: a reply's serial, a person's name, a batch's number; null where there is nothing better. */
  subjectName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  h: z.string().length(64),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries are asked for; null asks for all. `toMs` isn't included. */
export const AuditFilter = z.strictObject({
  personId: PersonId.nullable(),
  act: z.string().max(100).nullable(),
  /** An id, or a reply's serial as it is written on the paper. */
  subject: z.string().max(200).nullable(),
  fromMs: EpochMs.nullable(),
  toMs: EpochMs.nullable(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/**
 * What recomputing the audit came to. `brokenAt`: the first entry that was altered, or that is missing. `head` is what
 * to compare with the head that a backup or an export noted earlier; null for an empty audit or a broken one.
 */
export const AuditVerdict = z.strictObject({
  entries: z.int().nonnegative(),
  brokenAt: z.int().positive().nullable(),
  head: Sha256.nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

export const auditCalls = declareCalls({
  /** One page, the newest first. `before` is the number of the last entry of the page before. */
  list: {
    access: 'supervisor',
    request: z.strictObject({
      filter: AuditFilter,
      before: z.int().positive().nullable(),
      limit: z.int().min(1).max(1000),
    }),
    reply: z.array(AuditEntry),
    errors: [],
  },
  /** The acts that stand in it, to choose among. */
  acts: { access: 'supervisor', request: z.null(), reply: z.array(z.string()), errors: [] },
  /** Recomputes every entry's hash, from the first to the last. */
  verify: { access: 'supervisor', request: z.null(), reply: AuditVerdict, errors: [] },
});
