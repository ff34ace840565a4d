import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Batch } from '../../contract/records/batch.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { updateDocumentCount } from '../store/queries/batches.ts';
import { demandBatch, demandOpenBatch } from './demand.ts';

/** Corrects what the opener counted. Never below what is logged: a logged reply is set aside, not uncounted. */
export function recountBatch(desk: Desk, request: RequestOf<Calls['postroom']['recount']>): Batch {
  const { db, person } = desk;
  const { batchId, documentCount } = request;
  const batch = inTransaction(db, () => {
    const before = demandOpenBatch(db, batchId);
    const logged = before.count.received;
    if (documentCount < logged) throw new PostbagError('COUNT_BELOW_LOGGED', { logged });
    updateDocumentCount(db, batchId, documentCount);
    appendAudit(db, {
      atMs: desk.nowMs(),
      personId: person.id,
      act: 'postroom.recount',
      subject: batchId,
      details: { from: before.documentCount, to: documentCount },
    });
    return demandBatch(db, batchId);
  });
  desk.announce({ topic: 'store-changed' });
  return batch;
}
