import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchId, ConsultationId, ReplyId } from '../../../contract/records/id.ts';
import { correctReply } from '../../../electron/postroom/correct-reply.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { openBatch } from '../../../electron/postroom/open-batch.ts';
import { recountBatch } from '../../../electron/postroom/recount-batch.ts';
import { showBatch } from '../../../electron/postroom/show-batch.ts';
import { showReply } from '../../../electron/postroom/show-reply.ts';
import { sealBatch } from '../../../electron/sealing/seal-batch.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { allRows } from '../../../electron/store/db.ts';
import { refusalOf } from '../../support/keyed-replies.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';
import { aBatch, aFullBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';

let here: TemporaryDesk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
});
afterEach(() => here.clear());

const unknownReply = ReplyId.parse('0196a000-0000-7000-8000-000000000001');
const unknownBatch = BatchId.parse('0196a000-0000-7000-8000-000000000002');

describe('opening a batch', () => {
  it('numbers batches from 1 in each consultation', () => {
    expect(aBatch(here.desk).number).toBe(1);
    expect(aBatch(here.desk).number).toBe(2);
    expect(aBatch(here.desk, { consultationId: BENCHES }).number).toBe(1);
  });

  it('records channel, received date, opener and count', () => {
    const desk = here.as(here.people.firstKeyer);
    expect(aBatch(desk, { channel: 'email', receivedDate: '2007-06-30', documentCount: 12 })).toMatchObject({
      channel: 'email',
      receivedDate: '2007-06-30',
      documentCount: 12,
      openedBy: here.people.firstKeyer.id,
      openedByName: 'Ben Muster (invented)',
      state: 'open',
      count: { received: 0, keyed: 0, excluded: 0, outstanding: 0 },
      firstSerial: null,
      lastSerial: null,
    });
  });

  it('refuses a consultation that is not here', () => {
    const consultationId = ConsultationId.parse('nowhere');
    const request = {
      consultationId,
      channel: 'post',
      receivedDate: '2007-04-02',
      documentCount: 1,
    } as const;
    expect(refusalOf(() => openBatch(here.desk, request)).code).toBe('CONSULTATION_UNKNOWN');
  });
});

describe('logging replies', () => {
  it('goes on with a seventh digit when six run out', () => {
    const batch = aBatch(here.desk);
    here.desk.db.exec(`UPDATE consultation SET next_serial = 999999 WHERE id = '${batch.consultationId}'`);
    expect(aReply(here.desk, batch).serialLabel).toBe('CWS-999999');
    expect(showBatch(here.desk, { batchId: batch.id }).nextSerialLabel).toBe('CWS-1000000');
    expect(aReply(here.desk, batch).serialLabel).toBe('CWS-1000000');
  });

  it('gives serials without a gap, per consultation and across batches', () => {
    const first = aBatch(here.desk);
    const second = aBatch(here.desk);
    const other = aBatch(here.desk, { consultationId: BENCHES });
    expect(aReply(here.desk, first).serialLabel).toBe('CWS-000001');
    expect(aReply(here.desk, second).serialLabel).toBe('CWS-000002');
    expect(aReply(here.desk, other).serialLabel).toBe('BEN-000001');
    expect(aReply(here.desk, first).serialLabel).toBe('CWS-000003');
    const shown = showBatch(here.desk, { batchId: first.id });
    expect(shown.nextSerialLabel).toBe('CWS-000004');
    expect(shown.batch).toMatchObject({ firstSerial: 1, lastSerial: 3 });
    expect(shown.replies.map((reply) => reply.serial)).toEqual([1, 3]);
  });

  it('keeps a paper that is sent again once, though its batch is full by then, and refuses other content', () => {
    const batch = aBatch(here.desk, { documentCount: 1 });
    const logged = aReply(here.desk, batch, { pages: 4 });
    expect(aReply(here.desk, batch, { replyId: logged.id, pages: 4 })).toEqual(logged);
    const refusal = { code: 'LOGGED_OTHERWISE', details: { serialLabel: 'CWS-000001' } };
    expect(refusalOf(() => aReply(here.desk, batch, { replyId: logged.id, pages: 5 }))).toEqual(refusal);
    const other = aBatch(here.desk);
    expect(refusalOf(() => aReply(here.desk, other, { replyId: logged.id, pages: 4 }))).toEqual(refusal);
    expect(aReply(here.desk, other).serial).toBe(2);
  });

  it('leaves no gap in the serials when logging is refused', () => {
    const { batch } = aFullBatch(here.desk, 2);
    const refusal = refusalOf(() => aReply(here.desk, batch));
    expect(refusal).toEqual({ code: 'BATCH_FULL', details: { number: 1, documentCount: 2 } });
    expect(aReply(here.desk, aBatch(here.desk)).serial).toBe(3);
  });

  it('counts a reply received on the closing day in time, and the day after late', () => {
    const closing = aBatch(here.desk, { receivedDate: '2007-06-30' });
    const monday = aBatch(here.desk, { receivedDate: '2007-07-02' });
    expect(aReply(here.desk, closing).isLate).toBe(false);
    expect(aReply(here.desk, monday).isLate).toBe(true);
  });

  it('counts a petition as one reply with its signatures', () => {
    const batch = aBatch(here.desk);
    const petition = aReply(here.desk, batch, { kind: 'petition', signatures: 212, pages: 9 });
    expect(petition).toMatchObject({ kind: 'petition', signatures: 212, pages: 9, state: 'outstanding' });
    expect(showBatch(here.desk, { batchId: batch.id }).batch.count.received).toBe(1);
  });

  it('refuses an unknown batch and a sealed one', () => {
    expect(refusalOf(() => aReply(here.desk, { id: unknownBatch })).code).toBe('BATCH_UNKNOWN');
    const { batch, replies } = aFullBatch(here.desk, 1);
    excludeReply(here.desk, { replyId: replies[0]!.id, reason: 'duplicate', note: '' });
    sealEverything(here.desk.db);
    const refusal = refusalOf(() => aReply(here.desk, batch));
    expect(refusal).toEqual({ code: 'BATCH_SEALED', details: { number: 1 } });
  });
});

describe('putting right', () => {
  it('corrects what was logged and keeps serial, batch and date', () => {
    const batch = aBatch(here.desk);
    const logged = aReply(here.desk, batch);
    const details = { kind: 'petition', signatures: 3, pages: 2, enclosures: 'A drawing' } as const;
    expect(correctReply(here.desk, { replyId: logged.id, ...details })).toEqual({ ...logged, ...details });
  });

  it('recounts a batch, but not below what is logged', () => {
    const { batch } = aFullBatch(here.desk, 3);
    const refusal = refusalOf(() => recountBatch(here.desk, { batchId: batch.id, documentCount: 2 }));
    expect(refusal).toEqual({ code: 'COUNT_BELOW_LOGGED', details: { logged: 3 } });
    expect(recountBatch(here.desk, { batchId: batch.id, documentCount: 4 }).documentCount).toBe(4);
    expect(aReply(here.desk, batch).serial).toBe(4);
  });

  it('changes nothing that is sealed', () => {
    const { batch, replies } = aFullBatch(here.desk, 1);
    const replyId = replies[0]!.id;
    excludeReply(here.desk, { replyId, reason: 'not-a-reply', note: '' });
    sealEverything(here.desk.db);
    const logged = { replyId, kind: 'letter', signatures: null, pages: 1, enclosures: '' } as const;
    const sealed = { code: 'REPLY_SEALED', details: { serialLabel: 'CWS-000001' } };
    expect(refusalOf(() => correctReply(here.desk, logged))).toEqual(sealed);
    expect(refusalOf(() => takeBackReply(here.desk, { replyId }))).toEqual(sealed);
    expect(refusalOf(() => excludeReply(here.desk, { replyId, reason: 'duplicate', note: '' }))).toEqual(
      sealed,
    );
    expect(refusalOf(() => recountBatch(here.desk, { batchId: batch.id, documentCount: 2 }))).toEqual({
      code: 'BATCH_SEALED',
      details: { number: 1 },
    });
  });
});

describe('setting aside', () => {
  it('keeps an excluded reply received, with its reason, and takes it back', () => {
    const { batch, replies } = aFullBatch(here.desk, 2);
    const replyId = replies[0]!.id;
    const excluded = excludeReply(here.desk, { replyId, reason: 'duplicate', note: 'Same as CWS-000002' });
    expect(excluded).toMatchObject({
      state: 'excluded',
      exclusion: { reason: 'duplicate', note: 'Same as CWS-000002' },
    });
    const { batch: after } = showBatch(here.desk, { batchId: batch.id });
    expect(after.count).toEqual({ received: 2, keyed: 0, excluded: 1, outstanding: 1 });
    expect(takeBackReply(here.desk, { replyId })).toEqual(replies[0]);
    const { batch: back } = showBatch(here.desk, { batchId: batch.id });
    expect(back.count).toEqual({ received: 2, keyed: 0, excluded: 0, outstanding: 2 });
  });

  it('refuses to exclude twice, and takes back once however often it is asked', () => {
    const { replies } = aFullBatch(here.desk, 1);
    const replyId = replies[0]!.id;
    excludeReply(here.desk, { replyId, reason: 'withdrawn-by-sender', note: '' });
    const again = refusalOf(() => excludeReply(here.desk, { replyId, reason: 'duplicate', note: '' }));
    expect(again).toEqual({ code: 'REPLY_EXCLUDED', details: { serialLabel: 'CWS-000001' } });
    const back = takeBackReply(here.desk, { replyId });
    expect(takeBackReply(here.desk, { replyId })).toEqual(back);
  });

  it('refuses a reply that is not here', () => {
    const logged = { kind: 'letter', signatures: null, pages: null, enclosures: '' } as const;
    for (const work of [
      () => excludeReply(here.desk, { replyId: unknownReply, reason: 'duplicate', note: '' }),
      () => takeBackReply(here.desk, { replyId: unknownReply }),
      () => correctReply(here.desk, { replyId: unknownReply, ...logged }),
      () => showReply(here.desk, { replyId: unknownReply }),
    ]) {
      expect(refusalOf(work).code).toBe('REPLY_UNKNOWN');
    }
  });
});

it('writes every act of the post room into the audit, with who did it', () => {
  const desk = here.as(here.people.secondKeyer);
  const { batch, replies } = aFullBatch(desk, 1);
  const replyId = replies[0]!.id;
  recountBatch(desk, { batchId: batch.id, documentCount: 5 });
  correctReply(desk, { replyId, kind: 'letter', signatures: null, pages: 3, enclosures: '' });
  excludeReply(desk, { replyId, reason: 'other', note: 'A bill' });
  takeBackReply(desk, { replyId });
  takeBackReply(desk, { replyId });
  const acts = allRows<{ act: string; subject: string }>(
    here.desk.db,
    'SELECT act, subject FROM audit WHERE person_id = @id ORDER BY number',
    { id: here.people.secondKeyer.id },
  );
  expect(acts).toEqual([
    { act: 'postroom.openBatch', subject: batch.id },
    { act: 'postroom.logReply', subject: replyId },
    { act: 'postroom.recount', subject: batch.id },
    { act: 'postroom.correctReply', subject: replyId },
    { act: 'postroom.exclude', subject: replyId },
    { act: 'postroom.takeBack', subject: replyId },
  ]);
});

it('announces what it wrote, and not what it refused', () => {
  const before = here.announced.length;
  const { batch } = aFullBatch(here.desk, 1);
  expect(here.announced.slice(before)).toEqual([{ topic: 'store-changed' }, { topic: 'store-changed' }]);
  refusalOf(() => aReply(here.desk, batch));
  expect(here.announced.length).toBe(before + 2);
});

it('shows a reply’s history: what was done to it, by whom, and the sealing of its batch', () => {
  const { batch, replies } = aFullBatch(here.desk, 1);
  const replyId = replies[0]!.id;
  excludeReply(here.as(here.people.firstKeyer), { replyId, reason: 'duplicate', note: '' });
  sealBatch(here.desk, { batchId: batch.id });
  const { history } = showReply(here.desk, { replyId });
  expect(history.map(({ act, byName }) => [act, byName])).toEqual([
    ['postroom.logReply', 'Ada Beispiel (invented)'],
    ['postroom.exclude', 'Ben Muster (invented)'],
    ['sending.sealBatch', 'Ada Beispiel (invented)'],
  ]);
  expect(history[1]!.details['reason']).toBe('duplicate');
});
