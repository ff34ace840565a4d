import type { BatchId, ConsultationId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import { getRow, type ReadableDb } from '../db.ts';

/** Where to look for work. `after` is the reply just left: it isn't offered again, and the search starts behind it. */
export interface Pile {
  readonly consultationId: ConsultationId;
  /** Null: all open batches of the consultation, oldest first. */
  readonly batchId: BatchId | null;
  readonly after: ReplyId | null;
}

/** The reply that this person began and hasn't finished, the one worked on last where there are several. */
export function findUnfinishedReply(db: ReadableDb, personId: PersonId, pile: Pile): ReplyId | null {
  return (
    getRow<{ id: ReplyId }>(
      db,
      `SELECT reply.id
       FROM keying JOIN reply ON reply.id = keying.reply_id
       WHERE keying.person_id = @personId AND keying.finished_at_ms IS NULL AND keying.pass = 1
         AND reply.consultation_id = @consultationId AND reply.place = 'outstanding'
         AND (@batchId IS NULL OR reply.batch_id = @batchId) AND reply.id IS NOT @after
       ORDER BY keying.saved_at_ms DESC LIMIT 1`,
      { personId, ...pile },
    )?.id ?? null
  );
}

/** The lowest serial that nobody has begun, behind `after` in the pile if there is one, else from the top. */
export function findUnbegunReply(db: ReadableDb, pile: Pile): ReplyId | null {
  return (
    getRow<{ id: ReplyId }>(
      db,
      // Batch by batch, so that the search reads the open batches only and never the whole consultation.
      `WITH behind AS (
         SELECT batch.number AS batch, reply.serial
         FROM reply JOIN batch ON batch.id = reply.batch_id WHERE reply.id = @after
       )
       SELECT reply.id
       FROM batch JOIN reply ON reply.batch_id = batch.id
       WHERE batch.state = 'open' AND batch.consultation_id = @consultationId AND batch.outstanding > 0
         AND (@batchId IS NULL OR batch.id = @batchId)
         AND reply.place = 'outstanding'
         AND NOT EXISTS (SELECT 1 FROM keying WHERE keying.reply_id = reply.id AND keying.pass = 1)
       ORDER BY (batch.number, reply.serial) <= (SELECT batch, serial FROM behind), batch.number, reply.serial
       LIMIT 1`,
      { ...pile },
    )?.id ?? null
  );
}

/** Which of the batch's replies that are to be keyed this one is, counted from 1 in the order of the pile. */
export function positionInBatch(
  db: ReadableDb,
  replyId: ReplyId,
): { readonly index: number; readonly of: number } {
  const row = getRow<{ position: number; total: number }>(
    db,
    `SELECT count(*) AS total, count(*) FILTER (WHERE other.serial <= reply.serial) AS position
     FROM reply JOIN reply AS other ON other.batch_id = reply.batch_id AND other.place <> 'excluded'
     WHERE reply.id = @replyId`,
    { replyId },
  );
  // A reply that is set aside isn't among those to be keyed; it stands where it would come back to.
  return { index: Math.max(1, row?.position ?? 1), of: Math.max(1, row?.total ?? 1) };
}
