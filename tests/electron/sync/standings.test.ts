import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allRows } from '../../../electron/store/db.ts';
import { listReceipts } from '../../../electron/store/queries/receipts.ts';
import { listAttention } from '../../../electron/store/queries/sending-counts.ts';
import { reviseReply } from '../../../electron/sealing/correct-reply.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { says } from '../../support/keyed-replies.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';
import type { ReplyId } from '../../../contract/records/id.ts';

// What headquarters makes of what it has received, and how that comes back. What it makes of it is put into its
// database by hand here; that it comes to it by itself is tried in tests/headquarters/.

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters({ consignmentEvents: 5 });
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  await unit.enrols();
});
afterEach(() => unit.clear());

const standings = () =>
  allRows(
    unit.desk.db,
    `SELECT event.number, status, code FROM event_standing JOIN event USING (event_id) ORDER BY number`,
  );
const runs = async () => {
  await unit.sends().catch((error: unknown) => {
    if (!(error instanceof Error && error.message.startsWith('NOTHING_TO_SEND'))) throw error;
  });
};

describe('[S11] what became of what was sent', () => {
  it('is heard at the next run, and makes no receipt more', async () => {
    aSealedBatch(unit.desk, 3);
    await unit.sends();
    await headquarters.arrived();
    await runs();
    expect(standings()).toMatchObject(Array.from({ length: 3 }, () => ({ status: 'applied', code: null })));
    expect(listReceipts(unit.desk.db, 10)).toHaveLength(1);
  });

  it('needs attention, with its code, and no longer once a person at headquarters has decided', async () => {
    aSealedBatch(unit.desk, 2);
    const [first] = sealedRows(unit.desk.db);
    await unit.sends();
    await headquarters.thinks(first!.event_id, 'held', 'REVISION_MISSING');
    await runs();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1, needsAttention: 1 });
    expect(listAttention(unit.desk.db, 10)).toMatchObject([
      { replyId: first!.reply_id, status: 'held', code: 'REVISION_MISSING' },
    ]);
    await headquarters.thinks(first!.event_id, 'applied', null);
    await runs();
    expect(unit.state()).toMatchObject({ atHeadquarters: 2, needsAttention: 0 });
    expect(listAttention(unit.desk.db, 10)).toEqual([]);
  });

  it('needs attention where it counts and is flagged, as on headquarters’ own list', async () => {
    aSealedBatch(unit.desk, 1);
    const [first] = sealedRows(unit.desk.db);
    await unit.sends();
    await headquarters.thinks(first!.event_id, 'applied', 'POSSIBLE_DUPLICATE');
    await runs();
    expect(unit.state()).toMatchObject({ atHeadquarters: 0, needsAttention: 1 });
  });

  it('what somebody has to do something about is listed before what only informs, each the oldest first', async () => {
    aSealedBatch(unit.desk, 5);
    const [one, two, three, four, five] = sealedRows(unit.desk.db);
    await unit.sends();
    await headquarters.thinks(one!.event_id, 'applied', 'LATE');
    await headquarters.thinks(two!.event_id, 'applied', 'LATE');
    await headquarters.thinks(three!.event_id, 'conflict', null);
    await headquarters.thinks(four!.event_id, 'applied', 'LATE');
    await headquarters.thinks(five!.event_id, 'quarantined', 'INVALID');
    await runs();
    const listed = (limit: number) => listAttention(unit.desk.db, limit).map(({ replyId }) => replyId);
    expect(listed(10)).toEqual([three, five, one, two, four].map((row) => row!.reply_id));
    expect(listed(2)).toEqual([three!.reply_id, five!.reply_id]);
  });

  it('needs attention no longer once the reply was corrected', async () => {
    aSealedBatch(unit.desk, 1);
    const [first] = sealedRows(unit.desk.db);
    await unit.sends();
    await headquarters.thinks(first!.event_id, 'quarantined', 'INVALID');
    await runs();
    reviseReply(unit.desk, {
      replyId: first!.reply_id as ReplyId,
      reason: 'read again',
      changes: [{ field: fieldId('name'), mark: says('Another Invented Sender') }],
    });
    expect(unit.state()).toMatchObject({ onlyHere: 1, needsAttention: 0 });
    expect(listAttention(unit.desk.db, 10)).toEqual([]);
  });

  it('asks only for the pages in which something is open', async () => {
    aSealedBatch(unit.desk, 12);
    await unit.sends();
    await headquarters.arrived();
    await runs();
    const [, , , , , , , eighth] = sealedRows(unit.desk.db);
    // A word from earlier: the eighth is the only one that wasn't final.
    unit.desk.db
      .prepare(`UPDATE event_standing SET status = 'held' WHERE event_id = ?`)
      .run(eighth!.event_id);
    const before = unit.way.asked.length;
    await runs();
    expect(unit.way.asked.slice(before).map((line) => /after=\d+/.exec(line)?.[0])).toEqual([
      'after=12',
      'after=11',
      'after=7',
    ]);
    expect(standings()).toMatchObject(Array.from({ length: 12 }, () => ({ status: 'applied' })));
  });

  it('[S12] RECEIPT_INVALID: is believed of headquarters alone', async () => {
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    await headquarters.arrived();
    unit.way.changeNext(/after=0&since=/, ({ status, body }) => ({
      status,
      body: body.replace('"status":"applied"', '"status":"quarantined"'),
    }));
    unit.desk.db.prepare(`UPDATE event_standing SET status = 'received'`).run();
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'RECEIPT_INVALID' });
    expect(standings()).toMatchObject([{ status: 'received' }]);
  });
});
