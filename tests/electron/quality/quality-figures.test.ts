import { afterEach, beforeEach, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Fault } from '../../../contract/records/checking.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { openCheck } from '../../../electron/checking/open-check.ts';
import { daySheet } from '../../../electron/postroom/day-sheet.ts';
import { fieldsQuality, keyersQuality, ownQuality } from '../../../electron/quality/quality-figures.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { readReply } from '../../../electron/store/queries/replies.ts';
import { keysAgain, keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let first: Desk;
let second: Desk;
let third: Desk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk);
  first = here.as(here.people.firstKeyer);
  second = here.as(here.people.secondKeyer);
  third = here.desk;
});
afterEach(() => here.clear());

const always = { fromMs: 0, toMs: 8.64e15 };
const resident = { type: says('resident') };
const trader = { type: says('trader') };

/** A reply in which the two keyings differ in the type, and what was decided of it; null: not yet. */
function differs(choice: 'first' | 'second' | null, fault: Fault = 'first', secondTry = {}): void {
  const reply = aReply(first, aBatch(first, { consultationId: BENCHES, documentCount: 1 }));
  keysFirst(first, reply.id, resident);
  keysAgainToTheEnd(second, reply.id, trader, secondTry);
  if (choice === null) return;
  decide(third, { replyId: reply.id, field: fieldId('type'), choice, mark: null, fault });
}

it('charges an error to who made it, the paper’s to nobody, and tells a slip put right from one decided', async () => {
  differs('second', 'first');
  differs('first', 'second');
  differs('first', 'two-ticks');
  differs(null, 'first', resident);
  differs(null);
  const request = { consultationId: BENCHES, ...always };
  const [mine, hers] = await Promise.all([ownQuality(first, request), ownQuality(second, request)]);
  // Eight closed fields a reply: type, question 1 to 4 and three lamps.
  expect(mine.first).toMatchObject({
    replies: 5,
    checked: { fields: 40, errors: 1, putRight: 0, paperFaults: 1, undecided: 1 },
  });
  expect(mine.second).toMatchObject({ replies: 0, checked: { fields: 0 } });
  expect(hers.second).toMatchObject({
    replies: 5,
    checked: { fields: 40, errors: 1, putRight: 1, paperFaults: 1, undecided: 1 },
  });
  const fields = await fieldsQuality(third, request);
  expect(fields.map(({ field }) => field).slice(0, 2)).toEqual(['type', 'q1.tick']);
  expect(fields[0]).toMatchObject({
    fields: 5,
    // In each of the five one stroke by either, and one more when the second keyer looked again.
    strokes: 15,
    firstErrors: 1,
    secondErrors: 1,
    putRight: 1,
    paperFaults: 1,
    undecided: 1,
  });
  expect(fields[1]).toMatchObject({ fields: 5, firstErrors: 0, secondErrors: 0, paperFaults: 0 });
});

it('counts the strokes of the fields that were keyed twice, and of all', async () => {
  differs('second', 'first');
  const { first: work } = await ownQuality(first, { consultationId: BENCHES, ...always });
  // One stroke a field in the test's words; the lamps weren't touched.
  expect(work.checked.strokes).toBe(5);
  expect(work.strokes).toBeGreaterThan(work.checked.strokes);
  expect(work.activeMs).toBeGreaterThan(0);
});

it('a supervisor sees everybody by name; a period without work is empty', async () => {
  differs('second', 'first');
  const names = (await keyersQuality(third, { consultationId: null, ...always })).map(
    ({ fullName }) => fullName,
  );
  expect(names).toEqual([first.person.fullName, second.person.fullName]);
  expect(await keyersQuality(third, { consultationId: null, fromMs: 0, toMs: 1 })).toEqual([]);
});

it('what was decided stands while a batch that failed is keyed again in full; the rest counts once that is done', async () => {
  const comment = fieldId('q5.comment');
  plans(third, { always: [fieldId('type')], drawnPerThousand: 1000 });
  const batch = aBatch(first, { consultationId: BENCHES, documentCount: 2 });
  const [wrong, other] = [aReply(first, batch), aReply(first, batch)];
  keysFirst(first, wrong.id, { ...resident, 'q5.comment': says('Mroe benches.') });
  plans(third, { always: [fieldId('type')] });
  keysFirst(first, other.id, resident);
  keysAgainToTheEnd(second, wrong.id, { ...resident, 'q5.comment': says('More benches.') });
  keysAgainToTheEnd(second, other.id, trader);
  decide(third, { replyId: other.id, field: fieldId('type'), choice: 'second', mark: null, fault: 'first' });
  const request = { consultationId: BENCHES, ...always };
  const figures = async () => {
    const [mine, hers] = await Promise.all([ownQuality(first, request), ownQuality(second, request)]);
    const { done } = await daySheet(third, { ...request, consultationId: BENCHES });
    const keyedAgain = done[0]!.keyedAgain;
    return { first: mine.first.checked, second: hers.second, keyedAgain };
  };
  const before = await figures();
  expect(before.first).toMatchObject({ errors: 1, undecided: 1 });
  const { isBatchInFull } = decide(third, {
    replyId: wrong.id,
    field: comment,
    choice: 'second',
    mark: null,
    fault: 'first',
  });
  expect(isBatchInFull).toBe(true);
  expect(readReply(first.db, other.id)!.checkState).toBe('being-keyed-again');
  const meanwhile = await figures();
  expect(meanwhile.first).toEqual({ ...before.first, errors: 2, undecided: 0 });
  expect(meanwhile.second).toMatchObject({ replies: 2, checked: { fields: before.first.fields } });
  expect(meanwhile.keyedAgain).toBe(2);

  // Half of it keyed says nothing yet.
  const sheet = openCheck(second, other.id);
  keysAgain(second, sheet, 'name', says('Somebody (invented)'));
  expect((await figures()).first).toEqual(meanwhile.first);
  keysAgainToTheEnd(second, other.id, { name: says('Somebody (invented)') });
  const done = await figures();
  expect(done.first.fields).toBeGreaterThan(meanwhile.first.fields);
  expect(done.first).toMatchObject({ errors: 2, undecided: 1 });
});
