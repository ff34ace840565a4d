import { v7 as newId } from 'uuid';
import type { Batch } from '../../contract/records/batch.ts';
import { BatchId, KeyingId, ReplyId } from '../../contract/records/id.ts';
import type { ReplyDocument } from '../../contract/records/reply-document.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { sealedReply } from '../../contract/rules/seal.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { sealBatch } from '../../electron/sealing/seal-batch.ts';
import { inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { insertBatch, readBatch } from '../../electron/store/queries/batches.ts';
import { newestPack, takeBatchNumber, takeSerial } from '../../electron/store/queries/consultations.ts';
import { insertEvent, setBatchSealed, setReplySealed } from '../../electron/store/queries/events.ts';
import { insertKeying } from '../../electron/store/queries/keyings.ts';
import { putMark } from '../../electron/store/queries/marks.ts';
import { insertReply, repliesOfBatch, setExcluded } from '../../electron/store/queries/replies.ts';
import { sha256 } from '../../electron/store/sha256.ts';
import { keysAgainToTheEnd, keysFirst } from '../support/checked-replies.ts';
import { says } from '../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, CWS } from '../support/post-room.ts';

// Replies of the model. Most are logged and set aside with what was keyed of them until then: the shortest way to a
// sealed reply with words in it. Some are keyed twice by the desk's own steps, and count.

const consultations = [CWS, BENCHES];

/** Logs replies in a batch of its own, which has room for one more where it isn't to be `full`. */
export function logBatch(desk: Desk, howMany: number, consultation: number, isFull = true): BatchId {
  const { db, person } = desk;
  const consultationId = consultations[consultation % consultations.length]!;
  const batchId = BatchId.parse(newId());
  inTransaction(db, () => {
    const atMs = desk.nowMs();
    const { hash: packHash, pack } = newestPack(db, consultationId)!;
    const field = fieldsOf(pack).find(({ kind }) => kind === 'text')!.id;
    insertBatch(db, {
      id: batchId,
      consultationId,
      number: takeBatchNumber(db, consultationId),
      channel: 'post',
      receivedDate: '2007-04-02',
      openedBy: person.id,
      openedAtMs: atMs,
      documentCount: isFull ? howMany : howMany + 1,
    });
    for (let logged = 0; logged < howMany; logged += 1) {
      const replyId = ReplyId.parse(newId());
      const keyingId = KeyingId.parse(newId());
      insertReply(db, {
        id: replyId,
        batchId,
        consultationId,
        serial: takeSerial(db, consultationId),
        kind: 'questionnaire',
        signatures: null,
        pages: null,
        enclosures: '',
        receivedDate: '2007-04-02',
        isLate: false,
        loggedBy: person.id,
        loggedAtMs: atMs,
      });
      insertKeying(db, { pass: 1, id: keyingId, replyId, personId: person.id, packHash, startedAtMs: atMs });
      const mark = { kind: 'value', value: `Invented Sender of ${replyId}` } as const;
      putMark(db, { keyingId, field, mark, overruleReason: null, isLeft: true, savedAtMs: atMs, strokes: 1 });
      setExcluded(db, replyId, { reason: 'duplicate', note: '' });
    }
  });
  return batchId;
}

/** A batch, logged and sealed as a person does. */
export function sealReplies(desk: Desk, howMany: number, consultation: number): void {
  sealBatch(desk, { batchId: logBatch(desk, howMany, consultation) });
}

/** A reply that one person keyed and another keyed again, the same each time, sealed: it counts, and is not set aside. */
export function sealKeyedTwice(desk: Desk, keyersDesk: Desk): void {
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 1 });
  const { id: replyId } = aReply(desk, batch);
  const marks = { name: says(`Invented Sender of ${replyId}`) };
  keysFirst(keyersDesk, replyId, marks);
  keysAgainToTheEnd(desk, replyId, marks);
  sealBatch(desk, { batchId: batch.id });
}

/** What no headquarters can make anything of, or can't with what it knows. */
export const poisons = ['nul', 'invalid utf-8', 'unknown format', 'unknown pack', 'huge'] as const;
export type Poison = (typeof poisons)[number];

/** Whether headquarters can file such a reply, though it may have to say something of it. */
export const isReadablePoison = (what: Poison): boolean => what === 'unknown pack';

/** Seals one reply with a document that the program itself would never write. */
export function sealPoison(desk: Desk, what: Poison): void {
  const { db, person } = desk;
  const batchId = logBatch(desk, 1, 0);
  const batch = readBatch(db, batchId)!;
  const document = documentOf(desk, batch);
  const bytes = poisoned(document, what);
  const { id: eventId, kind, revision, replaces } = document.event;
  inTransaction(db, () => {
    insertEvent(db, {
      eventId,
      kind,
      consultationId: document.consultation.id,
      replyId: document.replyId,
      revision,
      replaces,
      digest: sha256(bytes),
      bytes,
      sealedBy: person.id,
      sealedAtMs: desk.nowMs(),
    });
    setReplySealed(db, document.replyId);
    setBatchSealed(db, batchId);
  });
}

function documentOf({ db }: Desk, batch: Batch): ReplyDocument {
  const [reply] = repliesOfBatch(db, batch.id);
  const { pack, hash: packHash } = newestPack(db, batch.consultationId)!;
  const eventId = EventId.parse(newId());
  return sealedReply({ eventId, pack, packHash, batch, reply: reply!, keyed: null, notes: 0, queries: 0 });
}

const longComment = 'x'.repeat(32 * 1024 * 1024);

function poisoned(document: ReplyDocument, what: Poison): Buffer {
  const write = (changes: object): Buffer => Buffer.from(canonicalJson({ ...document, ...changes }));
  switch (what) {
    case 'nul':
      // In a place that goes into a column: PostgreSQL refuses it there.
      return write({ serial: { ...document.serial, label: 'CWS\u0000' } });
    case 'unknown format':
      return write({ format: 'postbag-reply/9' });
    case 'unknown pack':
      return write({ consultation: { ...document.consultation, packHash: 'ab'.repeat(32) } });
    case 'huge':
      return write({ marks: { 'q1.comment': { kind: 'value', value: longComment } } });
    case 'invalid utf-8': {
      const bytes = write({ enclosures: '??' });
      bytes[bytes.indexOf('??')] = 0xff;
      return bytes;
    }
    default:
      return what satisfies never;
  }
}
