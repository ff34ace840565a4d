import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { closeQuery, listQueries, reopenQuery } from '../../../electron/keying/queries.ts';
import { showBatch } from '../../../electron/postroom/show-batch.ts';
import { allRows } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { PUT_RIGHT_KEYING } from '../../../electron/store/settle-queries.ts';
import {
  finishes,
  keys,
  keysToTheEnd,
  refusalOf,
  says,
  spoilt,
  illegible,
} from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let desk: Desk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
});
afterEach(() => here.clear());

const aSheet = (receivedDate = '2007-04-02') => {
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 1, receivedDate });
  return openKeying(desk, aReply(desk, batch).id);
};
const queriesOf = (sheet: ReturnType<typeof aSheet>) =>
  listQueries(desk, { replyId: sheet.reply.id, isOpenOnly: true });

describe('finishing a reply', () => {
  it('names the first field that has neither a value nor a blank', () => {
    const sheet = aSheet();
    keys(desk, sheet, 'name', says('Smith'));
    expect(refusalOf(() => finishes(desk, sheet))).toEqual({
      code: 'FIELDS_UNANSWERED',
      // Not the text beside *other*, which isn't ticked.
      details: { count: 10, field: 'address1' },
    });
    expect(openKeying(desk, sheet.reply.id).reply.state).toBe('outstanding');
  });

  it('asks nothing of what the form sends the reader past', () => {
    const sheet = aSheet();
    for (const field of ['name', 'address1', 'address2', 'postcode', 'type', 'q4.tick', 'q4.comment'])
      keys(desk, sheet, field, { kind: 'blank' });
    keys(desk, sheet, 'q1.tick', says('no'));
    expect(refusalOf(() => finishes(desk, sheet))).toMatchObject({
      details: { count: 1, field: 'q5.comment' },
    });
    keys(desk, sheet, 'q5.comment', says('No.'));
    expect(finishes(desk, sheet)).toEqual({ raised: [], blanked: 0 });
  });

  it('counts the reply as keyed, and repeats name and postcode beside it', () => {
    const sheet = aSheet();
    keysToTheEnd(desk, sheet, { name: says('Smith'), postcode: says('WA7 2GJ') });
    const { batch, replies } = showBatch(desk, { batchId: sheet.reply.batchId });
    expect(batch.count).toEqual({ received: 1, keyed: 1, excluded: 0, outstanding: 0 });
    expect(replies).toMatchObject([
      { state: 'keyed', name: 'Smith', postcode: 'WA7 2GJ', keyedByName: here.people.firstKeyer.fullName },
    ]);
  });

  it('records the rest blank where the keyer says so: comments only, or all of a letter', () => {
    const sheet = aSheet();
    keys(desk, sheet, 'name', says('Smith'));
    expect(refusalOf(() => finishes(desk, sheet, 'comments'))).toMatchObject({
      details: { count: 8, field: 'address1' },
    });
    expect(Object.keys(openKeying(desk, sheet.reply.id).marks)).toEqual(['name']);
    expect(finishes(desk, sheet, 'all').blanked).toBe(10);
    expect(openKeying(desk, sheet.reply.id).marks['q5.comment']?.mark).toEqual({ kind: 'blank' });
  });

  it('finishing again changes nothing and is no second act', () => {
    const sheet = aSheet();
    keysToTheEnd(desk, sheet);
    expect(finishes(desk, sheet)).toEqual({ raised: [], blanked: 0 });
    const acts = allRows<{ act: string }>(
      desk.db,
      `SELECT act FROM audit WHERE act LIKE 'keying.%' ORDER BY number`,
    );
    expect(acts.map((row) => row.act)).toEqual(['keying.open', 'keying.finish']);
  });
});

describe('queries that marks raise', () => {
  it('raises one for what can’t be read, one for two ticks, one for an overruled check; each once', () => {
    const sheet = aSheet();
    keys(desk, sheet, 'name', says('J. [illegible]'), { isLeft: false });
    expect(queriesOf(sheet)).toEqual([]);
    for (let again = 0; again < 2; again += 1) {
      keys(desk, sheet, 'name', says('J. [illegible]'));
      keys(desk, sheet, 'type', spoilt('resident', 'trader'));
      keys(desk, sheet, 'q1.tick', illegible);
      keys(desk, sheet, 'q2.entry', says('many'), { overruleReason: 'As on the paper' });
    }
    expect(queriesOf(sheet).map(({ field, kind }) => [field, kind])).toEqual([
      ['name', 'illegible'],
      ['type', 'spoilt'],
      ['q1.tick', 'illegible'],
      ['q2.entry', 'overruled'],
    ]);
    expect(queriesOf(sheet)[1]!.text).toContain('2 ticks');
    expect(queriesOf(sheet)[3]!.text).toContain('As on the paper');
  });

  it('closes one by itself when the mark is put right, and opens the same again', () => {
    const sheet = aSheet();
    keys(desk, sheet, 'type', spoilt('resident', 'trader'));
    expect(keys(desk, sheet, 'type', says('trader')).openQueries).toBe(0);
    expect(keys(desk, sheet, 'type', spoilt('resident', 'trader')).openQueries).toBe(1);
    expect(listQueries(desk, { replyId: sheet.reply.id, isOpenOnly: false })).toHaveLength(1);
    expect(keys(desk, sheet, 'type', null).openQueries).toBe(0);
    expect(listQueries(desk, { replyId: sheet.reply.id, isOpenOnly: false })[0]!.closingReason).toBe(
      PUT_RIGHT_KEYING,
    );
  });

  it('leaves closed what a person closed', () => {
    const sheet = aSheet();
    keys(desk, sheet, 'type', spoilt('resident', 'trader'));
    const [query] = queriesOf(sheet);
    closeQuery(here.desk, { queryId: query!.id, reason: 'Both are ticked on the paper.' });
    keysToTheEnd(desk, sheet, { type: spoilt('resident', 'trader') });
    expect(queriesOf(sheet)).toEqual([]);
    expect(reopenQuery(here.desk, { queryId: query!.id })).toMatchObject({ closedAtMs: null });
  });

  it('tells of a check that nobody heeded', () => {
    const sheet = aSheet();
    const { raised } = keysToTheEnd(desk, sheet, { 'q2.entry': says('99') });
    expect(raised).toEqual([]);
    expect(queriesOf(sheet)).toMatchObject([{ kind: 'overruled', field: 'q2.entry' }]);
    expect(queriesOf(sheet)[0]!.text).toContain('No reason was given');
  });
});

describe('queries that finishing raises', () => {
  it('a late reply', () => {
    const sheet = aSheet('2007-12-01');
    expect(keysToTheEnd(desk, sheet).raised).toMatchObject([{ kind: 'late', field: null }]);
  });

  it('answers where the form sent the reader past', () => {
    const sheet = aSheet();
    const { raised } = keysToTheEnd(desk, sheet, { 'q1.tick': says('no'), 'q2.entry': says('3') });
    expect(raised).toMatchObject([{ kind: 'contradiction', field: 'q2.entry' }]);
  });

  it('the same name from the same postcode, however they are written', () => {
    const first = aSheet();
    keysToTheEnd(desk, first, { name: says('Dr. J. O’Hara (invented)'), postcode: says('wa7 2gj') });
    const second = aSheet();
    const { raised } = keysToTheEnd(desk, second, {
      name: says("J O'Hara (invented)"),
      postcode: says('WA72GJ'),
    });
    expect(raised).toMatchObject([{ kind: 'duplicate' }]);
    expect(raised[0]!.text).toContain(first.reply.serialLabel);
    const namesake = aSheet();
    expect(
      keysToTheEnd(desk, namesake, { name: says("J O'Hara (invented)"), postcode: says('M1 1AA') }).raised,
    ).toEqual([]);
  });

  it('closes them when a correction takes the cause away, and doesn’t raise them twice', () => {
    const sheet = aSheet('2007-12-01');
    keysToTheEnd(desk, sheet, { 'q1.tick': says('no'), 'q2.entry': says('3') });
    keys(desk, sheet, 'q1.tick', says('yes'));
    expect(finishes(desk, sheet).raised).toEqual([]);
    expect(queriesOf(sheet).map((query) => query.kind)).toEqual(['late']);
  });
});

it('calls a query’s field what the form calls it, so that two on one reply differ', () => {
  const sheet = aSheet();
  keys(desk, sheet, 'q1.tick', spoilt('yes', 'no'));
  keys(desk, sheet, 'q4.comment', says('The [illegible] bench'));
  expect(queriesOf(sheet).map(({ fieldName }) => fieldName)).toEqual(['Question 1', 'Question 4, Comments']);
});

it('says who keyed a reply, for the screens that offer to correct it', () => {
  const sheet = aSheet();
  expect(sheet.reply.keyerId).toBe(here.people.firstKeyer.id);
  expect(refusalOf(() => openKeying(here.desk, sheet.reply.id))).toEqual({
    code: 'KEYED_BY_ANOTHER',
    details: { keyerName: here.people.firstKeyer.fullName },
  });
});
