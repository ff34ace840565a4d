import type { ReplyId, PersonId } from '../../../contract/records/id.ts';
import type { EventKind } from '../../../contract/sync/event.ts';
import type { EventId } from '../../../contract/sync/ids.ts';
import type { EventStatus } from '../../../contract/sync/receipt.ts';
import { allRows, write, type ReadableDb, type WritableDb } from '../db.ts';

/** One event of a reply with what is known around it. */
export interface SealedRevision {
  readonly eventId: EventId;
  readonly revision: number;
  readonly kind: EventKind;
  /** Its document, canonical. */
  readonly bytes: Buffer;
  readonly reason: string | null;
  readonly byName: string;
  readonly atMs: number;
  readonly isReceived: boolean;
  readonly status: EventStatus | null;
  readonly code: string | null;
}

/** All events of a reply, the oldest first; none where it isn't sealed. */
export function readRevisions(db: ReadableDb, replyId: ReplyId): SealedRevision[] {
  return allRows<Omit<SealedRevision, 'isReceived'> & { readonly isReceived: 0 | 1 }>(
    db,
    `SELECT event.event_id AS eventId, event.revision, event.kind, event.bytes, correction.reason,
       person.full_name AS byName, event.sealed_at_ms AS atMs,
       EXISTS (SELECT 1 FROM received_entry WHERE received_entry.event_id = event.event_id) AS isReceived,
       event_standing.status, event_standing.code
     FROM event
     JOIN person ON person.id = event.sealed_by
     LEFT JOIN correction ON correction.event_id = event.event_id
     LEFT JOIN event_standing ON event_standing.event_id = event.event_id
     WHERE event.reply_id = @replyId ORDER BY event.revision`,
    { replyId },
  ).map((row) => ({ ...row, isReceived: row.isReceived === 1 }));
}

/** Keeps why and by whom a reply was put right. The store refuses it for a reply's first event. */
export function insertCorrection(
  db: WritableDb,
  correction: {
    readonly eventId: EventId;
    readonly reason: string;
    readonly correctedBy: PersonId;
    readonly correctedAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO correction (event_id, reason, corrected_by, corrected_at_ms)
     VALUES (@eventId, @reason, @correctedBy, @correctedAtMs)`,
    { ...correction },
  );
}

/** What lists and the search show of a sealed reply follows its newest document; the marks that were keyed stay. */
export function setSenderOfSealed(
  db: WritableDb,
  reply: {
    readonly replyId: ReplyId;
    readonly name: string;
    readonly organisation: string;
    readonly postcode: string;
  },
): void {
  write(
    db,
    `UPDATE reply SET name = @name, organisation = @organisation, postcode = @postcode
     WHERE id = @replyId AND stage <> 'here'`,
    { ...reply },
  );
}
