import type { EventKind } from '../../../contract/sync/event.ts';
import type { EventStatus } from '../../../contract/sync/receipt.ts';
import type { ContentCode } from '../../../contract/sync/content-codes.ts';
import { assertRowCount } from './affected.ts';
import type { WritableDb } from '../database.ts';

/** An event that waits to be read. */
export interface PendingEvent {
  readonly consultationId: string;
  readonly eventId: string;
  readonly replyId: string;
  readonly kind: EventKind;
  readonly deviceId: string;
  readonly bytes: Buffer;
}

interface PendingRow {
  readonly consultation_id: string;
  readonly event_id: string;
  readonly reply_id: string;
  readonly kind: EventKind;
  readonly device_id: string;
  readonly bytes: Buffer;
}

/**
 * Takes the next event that waits, and holds it until the end of the transaction. Ids sort by their making, so a
 * revision usually comes after what it revises. Another process beside this one takes another event.
 */
export async function nextPending(db: WritableDb): Promise<PendingEvent | null> {
  const { rows } = await db.query<PendingRow>(
    `select event.consultation_id, event.event_id, event.reply_id, event.kind, event.device_id, event.bytes
     from event_status
     join event using (consultation_id, event_id)
     where event_status.status = 'received'
     order by event_status.consultation_id, event_status.event_id
     limit 1
     for update of event_status skip locked`,
  );
  const row = rows[0];
  return row
    ? {
        consultationId: row.consultation_id,
        eventId: row.event_id,
        replyId: row.reply_id,
        kind: row.kind,
        deviceId: row.device_id,
        bytes: row.bytes,
      }
    : null;
}

/** The projection can always be done again from the events, so its commits needn't wait for the disk. */
export async function commitWithoutWaiting(db: WritableDb): Promise<void> {
  await db.query('set local synchronous_commit = off');
}

/** Writes down what became of an event. */
export async function setStatus(
  db: WritableDb,
  event: { readonly consultationId: string; readonly eventId: string },
  verdict: { readonly status: EventStatus; readonly code: ContentCode | null },
): Promise<void> {
  const result = await db.query(
    `update event_status set status = $3, code = $4 where consultation_id = $1 and event_id = $2`,
    [event.consultationId, event.eventId, verdict.status, verdict.code],
  );
  assertRowCount(result, 1);
}

/** After an event of a reply was applied, those that were held for it get their turn again. */
export async function releaseHeld(
  db: WritableDb,
  reply: { readonly consultationId: string; readonly replyId: string },
): Promise<void> {
  await db.query(
    `update event_status set status = 'received'
     where consultation_id = $1 and reply_id = $2 and status = 'held'`,
    [reply.consultationId, reply.replyId],
  );
}
