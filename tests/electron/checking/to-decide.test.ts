import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import { decide } from '../../../electron/checking/decide.ts';
import { toDecide, waiting } from '../../../electron/checking/differences.ts';
import { inTransaction } from '../../../electron/store/db.ts';
import { keysAgainToTheEnd, keysFirst, plans } from '../../support/checked-replies.ts';
import { says } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

// More waits to be decided than is fetched at once.

// As the form has them, which is no order of the alphabet.
const fields = ['type', 'q1.tick', 'q2.entry', 'lamp.acknowledge'].map(fieldId);
const replies = 72;

let here: TemporaryDesk;
const inOrder: string[] = [];
beforeAll(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  plans(here.desk, { always: fields });
  const [first, second] = [here.as(here.people.firstKeyer), here.as(here.people.secondKeyer)];
  inTransaction(here.desk.db, () => {
    const [older, newer] = [1, 2].map(() =>
      aBatch(here.desk, { consultationId: BENCHES, documentCount: replies / 2 }),
    );
    // The newer batch is keyed and differs first; the older one is decided first all the same.
    for (const batch of [newer!, older!]) {
      const found: string[] = [];
      for (let count = 0; count < replies / 2; count += 1) {
        const { id, serialLabel } = aReply(first, batch);
        keysFirst(first, id, {
          type: says('resident'),
          'q1.tick': says('yes'),
          'lamp.acknowledge': says('yes'),
        });
        keysAgainToTheEnd(second, id, { 'q2.entry': says('3') });
        found.push(...fields.map((field) => `${serialLabel} ${field}`));
      }
      inOrder.unshift(...found);
    }
  });
});
afterAll(() => here.clear());

const page = (offset: number, limit = 100) => toDecide(here.desk, { consultationId: BENCHES, offset, limit });
const total = replies * fields.length;

it('every difference is on one page, the oldest batch first and down the form, and the count is of all', async () => {
  const listed: string[] = [];
  for (let offset = 0; offset < total; offset += 100) {
    const { rows, total: counted } = await page(offset);
    expect(counted).toBe(total);
    listed.push(...rows.map(({ serialLabel, field }) => `${serialLabel} ${field}`));
  }
  expect(listed).toEqual(inOrder);
  expect(waiting(here.desk, { consultationId: BENCHES }).toDecide).toBe(total);
  expect((await page(total)).rows).toEqual([]);
});

it('one that is decided is counted no more, and those behind it move up', async () => {
  const [, second] = (await page(0, 2)).rows;
  const { replyId, field } = (await page(0, 1)).rows[0]!;
  decide(here.desk, { replyId, field, choice: 'first', mark: null, fault: 'second' });
  const { rows, total: left } = await page(0, 1);
  expect(left).toBe(total - 1);
  expect(rows).toEqual([second]);
});
