import type { ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { codesThatOnlyInform } from '../../../contract/sync/content-codes.ts';
import type { EventStatus } from '../../../contract/sync/receipt.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import type { StreamKey } from './streams.ts';

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

/** The same as headquarters' own work list: flagged and counted all the same is for a person too. */
const isForAPerson = `(event_standing.status IN ('conflict', 'quarantined', 'held') OR event_standing.code IS NOT NULL)`;

/** 1 where the unit is only told; constants of ours, so that the order needs no parameter. */
const onlyInforms = `(event_standing.code IS NOT NULL
  AND event_standing.code IN (${codesThatOnlyInform.map((code) => `'${code}'`).join(', ')}))`;

/** A reply stands where its newest event stands; what was corrected since needs nobody any more. */
const isNewest = `NOT EXISTS (SELECT 1 FROM event AS later
  WHERE later.reply_id = event.reply_id AND later.revision > event.revision)`;

/** The replies at headquarters that a person has to look at, by id. */
export const repliesForAPerson = `SELECT event.reply_id FROM event_standing
  CROSS JOIN event ON event.event_id = event_standing.event_id
  WHERE ${isForAPerson} AND ${isNewest}`;

/** Added up from the batches' own counts, so that no reply is read. */
export function readSendingCounts(db: ReadableDb): SendingCounts {
  const row = getRow<{ not_sealed: number; only_here: number; receipted: number; attention: number }>(
    db,
    `SELECT
       coalesce(sum(iif(state = 'open', received, 0)), 0) AS not_sealed,
       coalesce(sum(iif(state = 'open', 0, received - receipted)), 0) AS only_here,
       coalesce(sum(receipted), 0) AS receipted,
       (SELECT count(DISTINCT event.reply_id) FROM event_standing
          CROSS JOIN event ON event.event_id = event_standing.event_id
          JOIN reply ON reply.id = event.reply_id AND reply.stage = 'received'
          WHERE ${isForAPerson} AND ${isNewest}) AS attention
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

/** The work list: what the unit has to do something about before what only informs it, each the oldest first. */
export function listAttention(db: ReadableDb, limit: number): AttentionItem[] {
  return allRows<AttentionRow>(
    db,
    `SELECT reply.id AS replyId, reply.serial, consultation.serial_prefix AS serialPrefix,
       batch.number AS batchNumber, event_standing.status, event_standing.code
     FROM event_standing
     CROSS JOIN event ON event.event_id = event_standing.event_id
     JOIN reply ON reply.id = event.reply_id AND reply.stage = 'received'
     JOIN batch ON batch.id = reply.batch_id
     JOIN consultation ON consultation.id = reply.consultation_id
     WHERE ${isForAPerson} AND ${isNewest}
     ORDER BY ${onlyInforms}, event.number LIMIT @limit`,
    { limit },
  ).map(({ serial, serialPrefix, ...row }) => ({ ...row, serialLabel: serialLabel(serialPrefix, serial) }));
}

/**
 * Replies that had a receipt which counts no longer, and have none that does (S7). Looks only into batches that
 * aren't wholly received.
 */
export function countOfferedAgain(db: ReadableDb): number {
  return getRow<{ replies: number }>(
    db,
    `SELECT count(*) AS replies
     FROM batch CROSS JOIN reply ON reply.batch_id = batch.id AND reply.stage = 'sealed'
     WHERE batch.state = 'sealed' AND EXISTS (
       SELECT 1 FROM stream_entry JOIN receipt ON receipt.device_id = stream_entry.device_id
         AND receipt.epoch = stream_entry.epoch AND receipt.through_seq >= stream_entry.seq
       WHERE stream_entry.event_id =
         (SELECT event_id FROM event WHERE reply_id = reply.id ORDER BY revision DESC LIMIT 1))`,
  )!.replies;
}

/** Replies of a stream whose newest event stands after a place and is received there. */
export function countReceivedAfter(db: ReadableDb, stream: StreamKey, seq: number): number {
  return getRow<{ replies: number }>(
    db,
    `SELECT count(*) AS replies
     FROM stream_entry
     JOIN event ON event.event_id = stream_entry.event_id
     JOIN reply ON reply.id = event.reply_id AND reply.stage = 'received'
     WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch AND stream_entry.seq > @seq
       AND ${isNewest}`,
    { ...stream, seq },
  )!.replies;
}
