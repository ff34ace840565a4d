import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchId } from '../../../contract/records/id.ts';
import { ReplyDocument } from '../../../contract/records/reply-document.ts';
import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { raiseQuery } from '../../../electron/keying/queries.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { allRows, getRow } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { sha256 } from '../../../electron/store/sha256.ts';
import { keyByHand } from '../../support/key-by-hand.ts';
import { keys, keysToTheEnd, refusalOf, says } from '../../support/keyed-replies.ts';
import { aBatch, aQueryId, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { aKeyedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let desk: Desk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
});
afterEach(() => here.clear());

const documents = () =>
  sealedRows(desk.db).map((row) => ReplyDocument.parse(JSON.parse(row.bytes.toString())));

describe('sealing a batch', () => {
  it('[S1] writes each reply once as canonical bytes with their digest', () => {
    const { batch, replies } = aKeyedBatch(desk, 3);
    const sealed = sealBatch(desk, { batchId: batch.id });
    expect(sealed).toMatchObject({ state: 'sealed', count: { received: 3, keyed: 3 }, receipted: 0 });
    const rows = sealedRows(desk.db);
    expect(rows.map((row) => row.reply_id)).toEqual(replies.map((reply) => reply.id));
    for (const row of rows) {
      const text = row.bytes.toString();
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(sha256(row.bytes)).toBe(row.digest);
    }
  });

  it('[S1] holds what the paper says, whose keying it is, and nothing that could change', () => {
    const { batch, replies } = aKeyedBatch(desk, 1, { postcode: says('ZZ1 1ZZ') });
    sealBatch(desk, { batchId: batch.id });
    const [document] = documents();
    expect(document).toMatchObject({
      event: { kind: 'create', revision: 1, replaces: null },
      consultation: { id: 'example-benches' },
      replyId: replies[0]!.id,
      serial: { number: 1, label: replies[0]!.serialLabel },
      batch: { id: batch.id, number: 1, documentCount: 1 },
      exclusion: null,
      keyers: { first: here.people.firstKeyer.id, second: null, decider: null },
      notes: 0,
      queries: 0,
    });
    expect(document!.marks).toMatchObject({
      name: { kind: 'value', value: 'Invented Sender 1' },
      postcode: { kind: 'value', value: 'ZZ1 1ZZ' },
    });
    expect(sealedRows(desk.db)[0]!.bytes.toString()).not.toContain('Ben Muster');
  });

  it('seals what was set aside with its reason, begun or not, so that every serial is accounted for', () => {
    const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 3 });
    const [begun, untouched, keyed] = [aReply(desk, batch), aReply(desk, batch), aReply(desk, batch)];
    keys(desk, openKeying(desk, begun!.id), 'name', says('Invented Sender'));
    excludeReply(desk, { replyId: begun!.id, reason: 'duplicate', note: 'the same as the third' });
    excludeReply(desk, { replyId: untouched!.id, reason: 'not-a-reply', note: '' });
    keysToTheEnd(desk, openKeying(desk, keyed!.id));
    sealBatch(desk, { batchId: batch.id });
    expect(documents()).toMatchObject([
      {
        exclusion: { reason: 'duplicate', note: 'the same as the third' },
        marks: { name: { value: 'Invented Sender' } },
        keyers: { first: here.people.firstKeyer.id },
      },
      { exclusion: { reason: 'not-a-reply', note: '' }, marks: {}, keyers: { first: null } },
      { exclusion: null },
    ]);
  });

  it('needs no enrolment: the events wait without a place in any stream', () => {
    sealBatch(desk, { batchId: aKeyedBatch(desk, 2).batch.id });
    expect(getRow(desk.db, 'SELECT count(*) AS n FROM stream_entry')).toEqual({ n: 0 });
  });

  it('says so in the audit and to the windows', () => {
    const { batch } = aKeyedBatch(desk, 2);
    const before = here.announced.length;
    sealBatch(desk, { batchId: batch.id });
    expect(here.announced.slice(before)).toEqual([{ topic: 'store-changed' }]);
    const last = allRows(desk.db, 'SELECT act, subject, person_id FROM audit ORDER BY number DESC LIMIT 1');
    expect(last).toEqual([
      { act: 'sending.sealBatch', subject: batch.id, person_id: here.people.firstKeyer.id },
    ]);
  });
});

describe('what stands in the way', () => {
  it('BATCH_UNKNOWN', () => {
    const batchId = BatchId.parse('01890a5d-ac96-774b-bcce-b30209900001');
    expect(refusalOf(() => sealBatch(desk, { batchId }))).toEqual({ code: 'BATCH_UNKNOWN', details: {} });
  });

  it('BATCH_SHORT: more was counted than is logged', () => {
    const batch = aBatch(desk, { documentCount: 2 });
    const reply = aReply(desk, batch);
    keysToTheEnd(desk, openKeying(desk, reply.id));
    expect(refusalOf(() => sealBatch(desk, { batchId: batch.id }))).toEqual({
      code: 'BATCH_SHORT',
      details: { number: 1, documentCount: 2, logged: 1 },
    });
  });

  it('BATCH_OUTSTANDING: a reply is not keyed yet', () => {
    const batch = aBatch(desk, { documentCount: 1 });
    aReply(desk, batch);
    expect(refusalOf(() => sealBatch(desk, { batchId: batch.id }))).toEqual({
      code: 'BATCH_OUTSTANDING',
      details: { number: 1, outstanding: 1 },
    });
  });

  it('BATCH_QUERIES: somebody still has to look', () => {
    const { batch, replies } = aKeyedBatch(desk, 1);
    raiseQuery(desk, {
      queryId: aQueryId(),
      replyId: replies[0]!.id,
      field: null,
      kind: 'other',
      text: 'Is this one of ours?',
    });
    expect(refusalOf(() => sealBatch(desk, { batchId: batch.id }))).toEqual({
      code: 'BATCH_QUERIES',
      details: { number: 1, queries: 1 },
    });
  });

  it('BATCH_SEALED: twice', () => {
    const { batch } = aKeyedBatch(desk, 1);
    sealBatch(desk, { batchId: batch.id });
    expect(refusalOf(() => sealBatch(desk, { batchId: batch.id }))).toEqual({
      code: 'BATCH_SEALED',
      details: { number: 1 },
    });
    expect(sealedRows(desk.db)).toHaveLength(1);
  });

  it('a reply of which no document can be made: then none of the batch is sealed', () => {
    const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 2 });
    keysToTheEnd(desk, openKeying(desk, aReply(desk, batch).id));
    keyByHand(desk, aReply(desk, batch).id);
    expect(() => sealBatch(desk, { batchId: batch.id })).toThrow(
      /BEN-000002 can’t be sealed: “.+” has no mark/,
    );
    expect(sealedRows(desk.db)).toEqual([]);
    expect(readBatch(desk.db, batch.id)).toMatchObject({ state: 'open' });
  });
});
