import { v7 as uuidv7 } from 'uuid';
import { PostbagError } from '../../contract/errors.ts';
import type { Batch } from '../../contract/records/batch.ts';
import type { BatchId, ConsultationId, PackHash } from '../../contract/records/id.ts';
import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { sealedReply } from '../../contract/rules/seal.ts';
import { sealObstacles } from '../../contract/rules/seal-obstacles.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readBatch } from '../store/queries/batches.ts';
import { newestPack, readPack } from '../store/queries/consultations.ts';
import { insertEvent, setBatchSealed, setReplySealed } from '../store/queries/events.ts';
import { repliesOfBatch } from '../store/queries/replies.ts';
import { countOpenQueries, readKeyedFacts } from '../store/queries/sealing-facts.ts';
import type { KeyedFacts } from '../store/queries/sealing-facts.ts';
import { sha256 } from '../store/sha256.ts';
import { bytesOf } from './document-bytes.ts';

/**
 * Finishes a batch (S1): every reply of it, those set aside too, is written once as canonical bytes. All of it in
 * one transaction with the audit, so that a batch is sealed whole or not at all. No enrolment is needed: an event
 * gets its place in a stream when there is a device to send it as.
 *
 * @throws PostbagError BATCH_UNKNOWN, BATCH_SEALED, BATCH_SHORT, BATCH_OUTSTANDING, BATCH_UNVERIFIED,
 *   BATCH_QUERIES, REPLY_TOO_LARGE
 */
export function sealBatch(desk: Desk, request: { readonly batchId: BatchId }): Batch {
  const { db, person } = desk;
  const sealed = inTransaction(db, () => {
    const batch = demandSealable(db, request.batchId);
    const keyed = readKeyedFacts(db, batch.id);
    const sealedAtMs = desk.nowMs();
    for (const reply of repliesOfBatch(db, batch.id)) {
      sealReply(desk, batch, reply, keyed.get(reply.id)!, sealedAtMs);
    }
    setBatchSealed(db, batch.id);
    appendAudit(db, {
      atMs: sealedAtMs,
      personId: person.id,
      act: 'sending.sealBatch',
      subject: batch.id,
      details: { number: batch.number, ...batch.count },
    });
    return readBatch(db, batch.id)!;
  });
  desk.announce({ topic: 'store-changed' });
  return sealed;
}

function demandSealable(db: ReadableDb, batchId: BatchId): Batch {
  const batch = readBatch(db, batchId);
  if (batch === undefined) throw new PostbagError('BATCH_UNKNOWN', {});
  if (batch.state !== 'open') throw new PostbagError('BATCH_SEALED', { number: batch.number });
  const [first] = sealObstacles(batch, countOpenQueries(db, batchId));
  if (first !== undefined) throw new PostbagError(first.code, first.details);
  return batch;
}

function sealReply(desk: Desk, batch: Batch, reply: Reply, facts: KeyedFacts, sealedAtMs: number): void {
  const { db } = desk;
  const eventId = EventId.parse(uuidv7());
  const { keyed: keyedReply, packHash, notes, queries } = facts;
  const packOfReply = demandPack(db, reply.consultationId, packHash);
  const document = sealedReply({ eventId, ...packOfReply, batch, reply, keyed: keyedReply, notes, queries });
  const bytes = bytesOf(document, reply.serialLabel);
  insertEvent(db, {
    eventId,
    kind: document.event.kind,
    consultationId: reply.consultationId,
    replyId: reply.id,
    revision: document.event.revision,
    replaces: document.event.replaces,
    digest: sha256(bytes),
    bytes,
    sealedBy: desk.person.id,
    sealedAtMs,
  });
  setReplySealed(db, reply.id);
}

/** The pack that the reply was keyed with; for one that nobody began, the one it would be keyed with now. */
function demandPack(
  db: ReadableDb,
  consultationId: ConsultationId,
  keyedWith: PackHash | null,
): { readonly pack: ConsultationPack; readonly packHash: PackHash } {
  if (keyedWith === null) {
    const newest = newestPack(db, consultationId);
    if (newest === undefined) throw new Error(`no pack of ${consultationId} to seal with`);
    return { pack: newest.pack, packHash: newest.hash };
  }
  const pack = readPack(db, keyedWith);
  if (pack === undefined) throw new Error(`no pack ${keyedWith} to seal with`);
  return { pack, packHash: keyedWith };
}
