import { v7 as newId } from 'uuid';
import { BatchId, ReplyId } from '../../contract/records/id.ts';
import { inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { insertBatch } from '../../electron/store/queries/batches.ts';
import { verifyByHand } from './verify-by-hand.ts';
import { newestPack, takeBatchNumber, takeSerial } from '../../electron/store/queries/consultations.ts';
import { setKeyingFinished, insertKeying, setReplyKeyed } from '../../electron/store/queries/keyings.ts';
import { insertReply, setExcluded } from '../../electron/store/queries/replies.ts';
import { KeyingId } from '../../contract/records/id.ts';
import { CWS } from './post-room.ts';

const repliesInABatch = 40;
const towns = ['Exampleton', 'Sampleford', 'Mockham', 'Testbury'];

/**
 * Fills the store with invented replies: in ten, one is outstanding, one excluded and eight are keyed; their
 * names run `Person1 Invented`, `Person2 Invented` … One transaction, so that ten thousand take a second or two.
 */
export function fillWithReplies(desk: Desk, howMany: number): void {
  const { db, person } = desk;
  const packHash = newestPack(db, CWS)!.hash;
  inTransaction(db, () => {
    let batchId = BatchId.parse(newId());
    for (let index = 0; index < howMany; index++) {
      const atMs = desk.nowMs();
      if (index % repliesInABatch === 0) {
        batchId = BatchId.parse(newId());
        const documentCount = Math.min(repliesInABatch, howMany - index);
        insertBatch(db, {
          id: batchId,
          consultationId: CWS,
          number: takeBatchNumber(db, CWS),
          channel: index % 400 === 0 ? 'email' : 'post',
          receivedDate: '2007-05-01',
          openedBy: person.id,
          openedAtMs: atMs,
          documentCount,
        });
      }
      const replyId = ReplyId.parse(newId());
      const serial = takeSerial(db, CWS);
      insertReply(db, {
        id: replyId,
        batchId,
        consultationId: CWS,
        serial,
        kind: 'questionnaire',
        signatures: null,
        pages: 4,
        enclosures: '',
        receivedDate: '2007-05-01',
        isLate: false,
        loggedBy: person.id,
        loggedAtMs: atMs,
      });
      if (index % 10 === 8) setExcluded(db, replyId, { reason: 'duplicate', note: '' });
      if (index % 10 >= 8) continue;
      const keyingId = KeyingId.parse(newId());
      insertKeying(db, { pass: 1, id: keyingId, replyId, personId: person.id, packHash, startedAtMs: atMs });
      setKeyingFinished(db, { keyingId, finishedAtMs: atMs, strokes: 20, activeMs: 60_000 });
      setReplyKeyed(db, {
        replyId,
        name: `Person${serial} Invented`,
        organisation: index % 3 === 0 ? `${towns[index % towns.length]} Council (invented)` : '',
        postcode: `ZZ${index % 100} ${index % 10}AA`,
      });
      verifyByHand(db, replyId, CWS);
    }
  });
}
