import type { ReplyAct } from '../../../contract/bridge/replies.ts';
import type { BatchId, ReplyId } from '../../../contract/records/id.ts';
import { allRows, type ReadableDb } from '../db.ts';

interface HistoryRow {
  readonly act: string;
  readonly at_ms: number;
  readonly full_name: string | null;
  readonly details: string;
}

/** What the audit says of a reply, oldest first: the acts on it, and the sealing of its batch. */
export function readHistoryOfReply(
  db: ReadableDb,
  reply: { readonly id: ReplyId; readonly batchId: BatchId },
): ReplyAct[] {
  return allRows<HistoryRow>(
    db,
    `SELECT audit.act, audit.at_ms, person.full_name, audit.details
     FROM audit LEFT JOIN person ON person.id = audit.person_id
     WHERE audit.subject IN (@replyId, @batchId)
       AND (audit.subject = @replyId OR audit.act = 'sending.sealBatch')
     ORDER BY audit.number`,
    { replyId: reply.id, batchId: reply.batchId },
  ).map((row) => ({
    act: row.act,
    atMs: row.at_ms,
    byName: row.full_name,
    // Written by appendAudit from an object, and json_valid in the table.
    details: JSON.parse(row.details) as Record<string, unknown>,
  }));
}
