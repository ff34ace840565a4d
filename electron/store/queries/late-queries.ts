import type { ConsultationId, QueryId, ReplyId } from '../../../contract/records/id.ts';
import { allRows, type ReadableDb } from '../db.ts';
import type { CheckQuery } from './queries.ts';

/** How a reply that isn't sealed stands, and the query on its lateness that the check raised, if it raised one. */
export interface LatenessOfReply {
  readonly replyId: ReplyId;
  readonly receivedDate: string;
  readonly isLate: 0 | 1;
  readonly queryId: QueryId | null;
  readonly standing: CheckQuery['standing'] | null;
}

/**
 * The replies of a consultation whose lateness a query has to agree with: those keyed to their end that are late
 * now, and all with such a query. The others get theirs when their keying is finished.
 */
export function readLatenessToSettle(db: ReadableDb, consultationId: ConsultationId): LatenessOfReply[] {
  return allRows<LatenessOfReply>(
    db,
    `SELECT reply.id AS replyId, reply.received_date AS receivedDate, reply.is_late AS isLate, query.id AS queryId,
       CASE WHEN query.id IS NULL THEN NULL
            WHEN query.closed_by IS NULL THEN 'open'
            WHEN query.is_closed_by_check = 1 THEN 'closed-by-check'
            ELSE 'closed-by-person' END AS standing
     FROM reply
     LEFT JOIN query ON query.reply_id = reply.id AND query.kind = 'late' AND query.is_by_check = 1
     WHERE reply.consultation_id = @consultationId AND reply.stage = 'here'
       AND (query.id IS NOT NULL OR (reply.is_late = 1 AND EXISTS (
         SELECT 1 FROM keying WHERE reply_id = reply.id AND pass = 1 AND finished_at_ms IS NOT NULL)))
     ORDER BY reply.serial`,
    { consultationId },
  );
}
