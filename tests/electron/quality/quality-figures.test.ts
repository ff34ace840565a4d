import { afterEach, beforeEach, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import type { Fault } from '../../../contract/records/checking.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { fieldsQuality, keyersQuality, ownQuality } from '../../../electron/quality/quality-figures.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
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
