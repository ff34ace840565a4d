import { v7 as newId } from 'uuid';
import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Batch } from '../../contract/records/batch.ts';
import { BatchId } from '../../contract/records/id.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { insertBatch } from '../store/queries/batches.ts';
import { readConsultation, takeBatchNumber } from '../store/queries/consultations.ts';
import { demandBatch } from './demand.ts';

/** Opens a batch: a bundle as it was counted, before any reply of it is logged. Its number is the next free one. */
export function openBatch(desk: Desk, request: RequestOf<Calls['postroom']['openBatch']>): Batch {
  const { db, person } = desk;
  const batch = inTransaction(db, () => {
    if (readConsultation(db, request.consultationId) === undefined) {
      throw new PostbagError('CONSULTATION_UNKNOWN', {});
    }
    const id = BatchId.parse(newId());
    const number = takeBatchNumber(db, request.consultationId);
    const atMs = desk.nowMs();
    insertBatch(db, { ...request, id, number, openedBy: person.id, openedAtMs: atMs });
    appendAudit(db, {
      atMs,
      personId: person.id,
      act: 'postroom.openBatch',
      subject: id,
      details: { number, ...request },
    });
    return demandBatch(db, id);
  });
  desk.announce({ topic: 'store-changed' });
  return batch;
}
