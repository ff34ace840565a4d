import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyReply } from '../../../contract/bridge/replies.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import { waiting } from '../../../electron/checking/differences.ts';
import { nextCheck } from '../../../electron/checking/next-check.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { formerMarks } from '../../../electron/keying/former-marks.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { listQueries } from '../../../electron/keying/queries.ts';
import { correctReply } from '../../../electron/postroom/correct-reply.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { listReplies } from '../../../electron/postroom/list-replies.ts';
import { logReply } from '../../../electron/postroom/log-reply.ts';
import { showBatch } from '../../../electron/postroom/show-batch.ts';
import { showReply, showStanding } from '../../../electron/postroom/show-reply.ts';
import { takeBackReply } from '../../../electron/postroom/take-back-reply.ts';
import { allRows } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { onlookerOf } from '../../../electron/store/queries/kept-blind.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { keys, refusalOf, says, spoilt } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let store: TemporaryDesk;
let [first, second, supervisor]: Desk[] = [];
let batch: Batch;
beforeEach(() => {
  store = openTemporaryDesk();
  first = store.as(store.people.firstKeyer);
  second = store.as(store.people.secondKeyer);
  supervisor = store.desk;
  loadBothConsultations(store.desk);
  batch = aBatch(store.desk, { consultationId: BENCHES, documentCount: 5 });
});
afterEach(() => store.clear());

const pile = { consultationId: BENCHES, batchId: null, after: null };
const named = { name: says('A. Nobody (invented)'), postcode: says('XX1 1XX') };
const listed = async (desk: Desk, text = '', hasOpenQueryOnly = false) => {
  const filter = { ...everyReply, hasOpenQueryOnly, text };
  return (await listReplies(desk, { filter, offset: 0, limit: 10 })).rows;
};

describe('what was keyed first', () => {
  it('is shown to whoever keyed it and to a supervisor, and to nobody else until it is verified', () => {
    plans(store.desk);
    const { id: replyId } = aReply(first!, batch);
    keysFirst(first!, replyId, { ...named, type: says('visitor'), 'q1.tick': spoilt('yes', 'no') });
    for (const desk of [first!, supervisor!]) {
      const shown = showReply(desk, { replyId });
      expect(shown).toMatchObject({ isKeptBlind: false, marks: { type: { mark: says('visitor') } } });
      expect(shown.queries.map(({ kind }) => kind)).toEqual(['spoilt']);
    }
    const blind = showReply(second!, { replyId });
    expect(blind).toMatchObject({ isKeptBlind: true, marks: {}, notes: [], formerMarks: [], queries: [] });
    expect(JSON.stringify(blind)).not.toContain('visitor');

    keysAgainToTheEnd(second!, replyId, { type: says('visitor'), 'q1.tick': spoilt('yes', 'no') });
    expect(showReply(second!, { replyId })).toMatchObject({
      isKeptBlind: false,
      isKeyedAgain: true,
      marks: { type: { mark: says('visitor') } },
    });
  });

  it('is kept from others while it is still being keyed, and while it is corrected', () => {
    plans(store.desk);
    const { id: replyId } = aReply(first!, batch);
    const sheet = openKeying(first!, replyId);
    keys(first!, sheet, 'type', says('visitor'));
    expect(showReply(second!, { replyId })).toMatchObject({ isKeptBlind: true, marks: {} });
    keysFirst(first!, replyId);
    keys(first!, openKeying(first!, replyId), 'type', says('trader'));
    expect(showReply(second!, { replyId })).toMatchObject({ isKeptBlind: true, marks: {} });
    expect(formerMarks(second!, replyId)).toEqual([]);
    expect(formerMarks(first!, replyId).length).toBeGreaterThan(0);
  });

  it('keeps whoever has looked at it from keying it again, however it was looked at', () => {
    plans(store.desk);
    const looks: Readonly<Record<string, (replyId: ReplyId) => unknown>> = {
      'its page': (replyId) => showReply(supervisor!, { replyId }),
      'what was corrected': (replyId) => formerMarks(supervisor!, replyId),
      'its queries': (replyId) => listQueries(supervisor!, { replyId, isOpenOnly: false }),
      'all queries': () => listQueries(supervisor!, { replyId: null, isOpenOnly: true }),
    };
    for (const [what, look] of Object.entries(looks)) {
      const { id: replyId, serialLabel } = aReply(first!, batch);
      keysFirst(first!, replyId, { 'q1.tick': spoilt('yes', 'no') });
      expect(nextCheck(supervisor!, pile), what).toBe(replyId);
      look(replyId);
      look(replyId);
      expect(
        refusalOf(() => openCheck(supervisor!, replyId)),
        what,
      ).toEqual({ code: 'FIRST_VALUES_SEEN', details: { serialLabel } });
      expect(nextCheck(supervisor!, pile), what).toBeNull();
      expect(waiting(supervisor!, { consultationId: null }).toKeyAgain, what).toBe(0);
      expect(nextCheck(second!, pile), what).toBe(replyId);
      keysAgainToTheEnd(second!, replyId, { 'q1.tick': spoilt('yes', 'no') });
    }
  });

  it('is seen while it is still keyed for the first time, too', () => {
    plans(store.desk);
    const { id: replyId } = aReply(first!, batch);
    keys(first!, openKeying(first!, replyId), 'type', says('visitor'));
    showReply(supervisor!, { replyId });
    keysFirst(first!, replyId);
    expect(refusalOf(() => openCheck(supervisor!, replyId)).code).toBe('FIRST_VALUES_SEEN');
  });

  it('isn’t seen by a look that shows none of it, and who keyed it or looks afterwards isn’t noted', () => {
    plans(store.desk);
    const late = aBatch(store.desk, {
      consultationId: BENCHES,
      documentCount: 1,
      receivedDate: '2007-12-01',
    });
    const { id: replyId } = aReply(first!, late);
    keysFirst(first!, replyId, { type: says('visitor') });
    expect(listQueries(supervisor!, { replyId: null, isOpenOnly: true })).toMatchObject([{ kind: 'late' }]);
    showStanding(supervisor!, { replyId });
    showBatch(supervisor!, { batchId: late.id });
    for (const desk of [first!, second!]) showReply(desk, { replyId });
    const seen = () => allRows(store.desk.db, 'SELECT * FROM first_values_seen');
    expect(seen()).toEqual([]);
    keysAgainToTheEnd(second!, replyId, { type: says('trader') });
    showReply(supervisor!, { replyId });
    expect(seen()).toEqual([]);
  });

  it('is shown to everybody where nothing is keyed again', () => {
    plans(store.desk, { always: [] });
    const { id: replyId } = aReply(first!, batch);
    keysFirst(first!, replyId, { type: says('visitor') });
    expect(showReply(second!, { replyId })).toMatchObject({ isKeptBlind: false, isKeyedAgain: false });
  });
});

describe('names in lists', () => {
  it('stay where they aren’t keyed again: a reply is found by them', async () => {
    plans(store.desk);
    keysFirst(first!, aReply(first!, batch).id, named);
    expect(await listed(second!, 'nobody')).toMatchObject([
      { name: 'A. Nobody (invented)', postcode: 'XX1 1XX', keptBlind: [] },
    ]);
  });

  it('are left out where they are keyed again, for a supervisor until he looks, and never for who keyed them', async () => {
    plans(store.desk, { always: [fieldId('name')] });
    const { id: replyId } = aReply(first!, batch);
    keysFirst(first!, replyId, named);
    const leftOut = { name: '', postcode: 'XX1 1XX', keptBlind: ['name'] };
    for (const desk of [second!, supervisor!]) {
      expect(await listed(desk)).toMatchObject([leftOut]);
      expect(showBatch(desk, { batchId: batch.id }).replies).toMatchObject([leftOut]);
      expect(showStanding(desk, { replyId }).reply).toMatchObject(leftOut);
    }
    expect(showReply(second!, { replyId }).reply).toMatchObject(leftOut);
    expect(await listed(first!)).toMatchObject([{ name: 'A. Nobody (invented)', keptBlind: [] }]);
    showReply(supervisor!, { replyId });
    expect(await listed(supervisor!)).toMatchObject([{ name: 'A. Nobody (invented)' }]);
    keysAgainToTheEnd(second!, replyId, named);
    expect(await listed(second!)).toMatchObject([{ name: 'A. Nobody (invented)' }]);
  });

  it('aren’t in the answers of the post room either', () => {
    plans(store.desk, { always: [fieldId('name')] });
    const reply = aReply(first!, batch);
    keysFirst(first!, reply.id, named);
    const { kind, signatures, pages, enclosures } = reply;
    const logged = { replyId: reply.id, kind, signatures, pages, enclosures };
    const answers = [
      logReply(second!, { ...logged, batchId: batch.id }),
      correctReply(second!, { ...logged, pages: 3 }),
      excludeReply(second!, { replyId: reply.id, reason: 'other', note: 'Elsewhere.' }),
      takeBackReply(second!, { replyId: reply.id }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ name: '', keptBlind: ['name'] });
  });

  it('find nothing for whoever may key them again, and a supervisor finds them until he keys them himself', async () => {
    plans(store.desk, { always: [fieldId('name')] });
    const { id: replyId, serialLabel } = aReply(first!, batch);
    keysFirst(first!, replyId, named);
    for (const text of ['nobody', 'n', 'XX1']) expect(await listed(second!, text)).toEqual([]);
    expect(await listed(second!, serialLabel)).toMatchObject([{ id: replyId, name: '' }]);
    for (const desk of [first!, supervisor!])
      expect(await listed(desk, 'nobody')).toMatchObject([{ id: replyId }]);
    openCheck(supervisor!, replyId);
    expect(await listed(supervisor!, 'nobody')).toEqual([]);
    keysAgainToTheEnd(supervisor!, replyId, named);
    for (const desk of [second!, supervisor!])
      expect(await listed(desk, 'nobody')).toMatchObject([{ id: replyId }]);
  });
});

const counted = async (desk: Desk) => ({
  inList: (await listed(desk)).map(({ openQueries }) => openQueries),
  listedByQuery: (await listed(desk, '', true)).length,
  inBatch: showBatch(desk, { batchId: batch.id }).replies.map(({ openQueries }) => openQueries),
  onPage: showStanding(desk, { replyId: (await listed(desk))[0]!.id }).reply.openQueries,
  today: (await desk.reader.ask('summariseConsultations', onlookerOf(desk.person))).find(
    ({ id }) => id === BENCHES,
  )!.openQueries,
  shown: listQueries(desk, { replyId: null, isOpenOnly: true }).length,
});
const all = (count: number) => ({
  inList: [count],
  listedByQuery: count > 0 ? 1 : 0,
  inBatch: [count],
  onPage: count,
  today: count,
  shown: count,
});

describe('queries about a mark', () => {
  it('count for nobody who may key it again: that there is one tells that a mark is odd', async () => {
    plans(store.desk);
    const { id: replyId } = aReply(first!, batch);
    keysFirst(first!, replyId, { 'q1.tick': spoilt('yes', 'no') });
    expect(await counted(second!)).toEqual(all(0));
    for (const desk of [first!, supervisor!]) expect(await counted(desk)).toEqual(all(1));
    keysAgainToTheEnd(second!, replyId, { 'q1.tick': spoilt('yes', 'no') });
    expect(await counted(second!)).toEqual(all(1));
  });

  it('count apart from those about the whole reply, which everybody sees', async () => {
    plans(store.desk);
    batch = aBatch(store.desk, { consultationId: BENCHES, documentCount: 1, receivedDate: '2007-12-01' });
    keysFirst(first!, aReply(first!, batch).id, { 'q1.tick': spoilt('yes', 'no') });
    expect(await counted(second!)).toEqual(all(1));
    expect(await counted(first!)).toEqual({ ...all(2), listedByQuery: 1 });
  });
});
