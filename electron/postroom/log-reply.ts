import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { isLate } from '../../contract/rules/lateness.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { newestPack, takeSerial } from '../store/queries/consultations.ts';
import { insertReply, readReply } from '../store/queries/replies.ts';
import { demandOpenBatch, demandReply } from './demand.ts';

/**
 * Logs one piece of paper: from now on it is received, and outstanding until it is keyed or set aside. Its
 * serial is taken in the same transaction, so that serials have no gap, and its lateness is that of the
 * batch's received date. The same paper sent again, because an answer was lost, is the reply that it was.
 */
export function logReply(desk: Desk, request: RequestOf<Calls['postroom']['logReply']>): Reply {
  const { db, person } = desk;
  const { replyId: id, batchId, ...logged } = request;
  const earlier = readReply(db, id);
  if (earlier !== undefined) return asMayBeSeen(desk, demandSamePaper(earlier, request));
  const reply = inTransaction(db, () => {
    const batch = demandOpenBatch(db, batchId);
    const { number, documentCount, consultationId, receivedDate } = batch;
    if (batch.count.received >= documentCount)
      throw new PostbagError('BATCH_FULL', { number, documentCount });
    const newest = newestPack(db, consultationId);
    if (newest === undefined) throw new Error(`consultation ${consultationId} has a batch and no pack`);
    const serial = takeSerial(db, consultationId);
    const atMs = desk.nowMs();
    insertReply(db, {
      id,
      batchId,
      consultationId,
      serial,
      receivedDate,
      isLate: isLate(receivedDate, newest.pack.closesOn),
      loggedBy: person.id,
      loggedAtMs: atMs,
      ...logged,
    });
    appendAudit(db, {
      atMs,
      personId: person.id,
      act: 'postroom.logReply',
      subject: id,
      details: { serial, batch: number, ...logged },
    });
    return demandReply(db, id);
  });
  desk.announce({ topic: 'store-changed' });
  return reply;
}

/** Whether the batch is full or sealed by now is no matter: the paper is in it. */
function demandSamePaper(earlier: Reply, request: RequestOf<Calls['postroom']['logReply']>): Reply {
  const isSame = (['batchId', 'kind', 'signatures', 'pages', 'enclosures'] as const).every(
    (part) => earlier[part] === request[part],
  );
  if (!isSame) throw new PostbagError('LOGGED_OTHERWISE', { serialLabel: earlier.serialLabel });
  return earlier;
}
