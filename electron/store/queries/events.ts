import type { BatchId, ConsultationId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { EventKind } from '../../../contract/sync/event.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { EventId } from '../../../contract/sync/ids.ts';
import { write, writeAny, type WritableDb } from '../db.ts';

/** One frozen fact about one reply. `bytes` is its document, canonical; `digest` is their SHA-256. */
export interface SealedEvent {
  readonly eventId: EventId;
  readonly kind: EventKind;
  readonly consultationId: ConsultationId;
  readonly replyId: ReplyId;
  readonly revision: number;
  readonly replaces: EventId | null;
  readonly digest: Sha256;
  readonly bytes: Buffer;
  readonly sealedBy: PersonId;
  readonly sealedAtMs: number;
}

/** Keeps an event for ever (S1). The store refuses bytes that say something else than their envelope. */
export function insertEvent(db: WritableDb, event: SealedEvent): void {
  write(
    db,
    `INSERT INTO event (event_id, kind, consultation_id, reply_id, revision, replaces, digest, bytes, sealed_by,
       sealed_at_ms)
     VALUES (@eventId, @kind, @consultationId, @replyId, @revision, @replaces, @digest, @bytes, @sealedBy,
       @sealedAtMs)`,
    { ...event },
  );
}

/** The reply's document is written: from now on it can't change. The store demands its event. */
export function setReplySealed(db: WritableDb, replyId: ReplyId): void {
  write(db, `UPDATE reply SET stage = 'sealed' WHERE id = @replyId AND stage = 'here'`, { replyId });
}

/** The batch is finished. The store refuses it while a reply of it isn't sealed. */
export function setBatchSealed(db: WritableDb, batchId: BatchId): void {
  write(db, `UPDATE batch SET state = 'sealed' WHERE id = @batchId AND state = 'open'`, { batchId });
}

/** A stretch of one stream, both ends included. */
export interface Stretch {
  readonly deviceId: string;
  readonly epoch: number;
  readonly fromSeq: number;
  readonly throughSeq: number;
}

/**
 * Marks as received the replies whose newest event lies in the stretch, and the batches that are complete by it.
 * The store refuses what no stored receipt covers (S5).
 * @returns how many replies became received: none where the same receipt came before
 */
export function setReceived(db: WritableDb, stretch: Stretch): number {
  const replies = writeAny(
    db,
    `UPDATE reply SET stage = 'received' WHERE stage = 'sealed' AND id IN (
       SELECT event.reply_id FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
       WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch
         AND stream_entry.seq BETWEEN @fromSeq AND @throughSeq
         AND NOT EXISTS (SELECT 1 FROM event AS later
           WHERE later.reply_id = event.reply_id AND later.revision > event.revision))`,
    { ...stretch },
  );
  writeAny(db, `UPDATE batch SET state = 'received' WHERE state = 'sealed' AND receipted = received`);
  return replies;
}
