import type { ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import type { EventStatus } from '../../../contract/sync/receipt.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';

/** Where the replies of this store stand on their way, each in exactly one place (S5). */
export interface SendingCounts {
  /** Logged, and their batch not sealed. */
  readonly notSealed: number;
  /** Sealed, and no receipt covers them. */
  readonly onlyHere: number;
  readonly atHeadquarters: number;
  /** Receipted, and headquarters says that a person has to look. */
  readonly needsAttention: number;
}

/** Added up from the batches' own counts, so that no reply is read. */
export function readSendingCounts(db: ReadableDb): SendingCounts {
  const row = getRow<{ not_sealed: number; only_here: number; receipted: number; attention: number }>(
    db,
    `SELECT
       coalesce(sum(iif(state = 'open', received, 0)), 0) AS not_sealed,
       coalesce(sum(iif(state = 'open', 0, received - receipted)), 0) AS only_here,
       coalesce(sum(receipted), 0) AS receipted,
       (SELECT count(DISTINCT event.reply_id) FROM event_standing
          JOIN event ON event.event_id = event_standing.event_id
          JOIN reply ON reply.id = event.reply_id AND reply.stage = 'received'
          WHERE event_standing.status IN ('conflict', 'quarantined', 'held')) AS attention
     FROM batch`,
  )!;
  return {
    notSealed: row.not_sealed,
    onlyHere: row.only_here,
    atHeadquarters: row.receipted - row.attention,
    needsAttention: row.attention,
  };
}

/** A reply that headquarters has and that a person has to look at. */
export interface AttentionItem {
  readonly replyId: ReplyId;
  readonly serialLabel: string;
  readonly batchNumber: number;
  readonly status: EventStatus;
  readonly code: string | null;
}

interface AttentionRow extends Omit<AttentionItem, 'serialLabel'> {
  readonly serial: number;
  readonly serialPrefix: string;
}

/** The work list, oldest first. */
export function listAttention(db: ReadableDb, limit: number): AttentionItem[] {
  return allRows<AttentionRow>(
    db,
    `SELECT reply.id AS replyId, reply.serial, consultation.serial_prefix AS serialPrefix,
       batch.number AS batchNumber, event_standing.status, event_standing.code
     FROM event_standing
     JOIN event ON event.event_id = event_standing.event_id
     JOIN reply ON reply.id = event.reply_id
     JOIN batch ON batch.id = reply.batch_id
     JOIN consultation ON consultation.id = reply.consultation_id
     WHERE event_standing.status IN ('conflict', 'quarantined', 'held')
     ORDER BY event.number LIMIT @limit`,
    { limit },
  ).map(({ serial, serialPrefix, ...row }) => ({ ...row, serialLabel: serialLabel(serialPrefix, serial) }));
}
