import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unfiled, type BatchStanding, type Narrowing } from '../../contract/headquarters/arrived.ts';
import type { WorkItem } from '../../contract/headquarters/work.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { listBatchStandings } from '../../headquarters/database/queries/batch-standings.ts';
import { listReplies } from '../../headquarters/database/queries/reply-parts.ts';
import { snapshot } from '../../headquarters/database/snapshot.ts';
import { openWork } from '../../headquarters/database/queries/work.ts';
import { allWork, listWork } from '../../headquarters/work/list-work.ts';
import { explained } from '../support/explained.ts';
import { knownForm } from '../support/known-form.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { storeUnreadable } from '../support/many-unreadable.ts';
import { aReplyDocument, inventedBatch, revised } from '../support/reply-documents.ts';
import { enrolDevice, type SendingDevice } from '../support/sending-device.ts';

const known = knownForm();
const aLateReply = (serial: number, changes: object = {}) =>
  aReplyDocument(serial, { consultation: known, isLate: true, ...changes });
const nothingReadable = (replyId: string) => ({
  eventId: EventId.parse(uuidv7()),
  replyId: replyId as never,
  consultationId: known.id as never,
  kind: 'create' as const,
});

let headquarters: ListeningHeadquarters;
let standings: readonly BatchStanding[];
beforeAll(async () => {
  headquarters = await aHeadquarters();
  const seal = async (put: (device: SendingDevice) => void): Promise<void> => {
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    put(device);
    await device.sendAll();
  };
  const eighth = { ...inventedBatch, id: uuidv7(), number: 8, documentCount: 3 };
  await seal((device) => {
    const corrected = aLateReply(1);
    device.seal(corrected, revised(corrected, { pages: 7 }), revised(corrected, { pages: 8 }));
    device.seal(aReplyDocument(2, { consultation: known }));
    device.seal(...[3, 4].map((serial) => aLateReply(serial, { batch: eighth })));
    device.sealText('no reply', nothingReadable(uuidv7()));
    // Other bytes under the id of the first, and about a reply that is nowhere else.
    device.sealText('nor this', { ...nothingReadable(uuidv7()), eventId: device.events[0]!.eventId });
  });
  // Another computer of the same unit, with a batch of its own and something that can't be read either.
  await seal((device) => {
    device.seal(aLateReply(5, { batch: { ...inventedBatch, id: uuidv7(), number: 1 } }));
    device.sealText('not this', nothingReadable(uuidv7()));
  });
  await headquarters.arrived();
  standings = await listBatchStandings(headquarters.database.read);
});
afterAll(() => headquarters.stop());

/** What a batch's figures lead to. */
const lineOf = (batch: BatchStanding): Narrowing => ({
  unit: batch.unitName,
  computer: batch.deviceId,
  consultation: batch.consultationId,
  batch: batch.batchId ?? unfiled,
});
const keyOf = ({ eventId, digest }: WorkItem): string => `${eventId} ${digest}`;
const asked = (only: Narrowing) => listWork(headquarters.database.read, only);

describe('a number and the list that it leads to', () => {
  it('are the same for every batch, and for what is not filed in one', async () => {
    expect(standings.map(({ batchNumber, parts }) => [batchNumber, parts.person])).toEqual([
      [1, 1],
      [7, 1],
      [8, 2],
      [null, 2],
      [null, 1],
    ]);
    for (const batch of standings) {
      const { whole, rows } = await asked(lineOf(batch));
      expect(whole?.replies).toBe(batch.parts.person);
      expect(new Set(rows.map(({ batchNumber }) => batchNumber))).toEqual(new Set([batch.batchNumber]));
      const listed = await listReplies(headquarters.database.read, lineOf(batch), 100);
      expect(listed.total).toBe(batch.received);
    }
  });

  it('are the same for a unit and a consultation, and a reply may have several items', async () => {
    const whole = { unit: 'Invented Unit', consultation: known.id };
    expect(await asked(whole)).toMatchObject({ whole: { total: 8, replies: 7 }, next: null });
    expect(await asked({})).toMatchObject({ whole: { total: 8, replies: 7 } });
    expect(await asked({ ...whole, batch: inventedBatch.id })).toMatchObject({
      whole: { total: 2, replies: 1 },
    });
    expect(await asked({ batch: 'no id' })).toMatchObject({ whole: { total: 0, replies: 0 }, rows: [] });
    expect(await asked({ unit: 'Another Unit' })).toMatchObject({
      whole: { total: 0, replies: 0 },
      rows: [],
    });
    expect(await asked({ consultation: 'another' })).toMatchObject({ whole: { total: 0 } });
  });
});

describe('a long list', () => {
  it('is read on page by page, each item once, those first that have waited longest', async () => {
    const { read } = headquarters.database;
    const all = (await listWork(read)).rows;
    const seen: WorkItem[] = [];
    let page = await listWork(read, {}, { limit: 3 });
    expect(page.whole).toEqual({ total: 8, replies: 7 });
    seen.push(...page.rows);
    while (page.next !== null) {
      page = await listWork(read, {}, { after: page.next, limit: 3 });
      // It was counted once.
      expect(page.whole).toBeNull();
      seen.push(...page.rows);
    }
    expect(seen.map(keyOf)).toEqual(all.map(keyOf));
    expect(seen.map(({ arrival }) => arrival)).toEqual(
      seen.map(({ arrival }) => arrival).toSorted((one, other) => one - other),
    );
    // The last page is full, and nothing comes after it.
    expect((await listWork(read, {}, { limit: 8 })).next).toBeNull();
  });

  it('is read to its end by who wants all of it', async () => {
    const { database } = headquarters;
    const { deviceId } = standings[0]!;
    await storeUnreadable(database, { deviceId, consultationId: 'long' }, 1_205);
    const page = await listWork(database.read, { consultation: 'long' });
    expect(page).toMatchObject({ whole: { total: 1_205, replies: 1_205 } });
    expect(page.rows).toHaveLength(1_000);
    const all = new Set<string>();
    const texts: string[] = [];
    await snapshot(database, async (db) => {
      const watched = { query: (text: string) => (texts.push(text), db.query(text)) } as typeof db;
      // What is put into the cursor's text is text whatever it holds.
      for await (const item of allWork(watched, { unit: "an 'unknown' unit", consultation: 'long' })) {
        all.add(keyOf(item));
      }
      expect(all.size).toBe(0);
      for await (const item of allWork(watched, { consultation: 'long' })) all.add(keyOf(item));
    });
    expect(all.size).toBe(1_205);
    // Read once, however many there are.
    expect(texts.filter((text) => text.includes('event_status'))).toHaveLength(2);
  });
});

/** For each look-up of the statement: who sent the first of them, and the arrival of the newest. */
const lookUps = async (only: Narrowing, limit: number): Promise<readonly number[]> => {
  const plan = await snapshot(headquarters.database, (db) =>
    explained(db, (watched) => openWork(watched, only, limit)),
  );
  return [...plan.matchAll(/event_status sibling.*loops=(\d+)/g)].map(([, loops]) => Number(loops));
};

describe('how often a page looks up the events of a reply', () => {
  it('is once for each item of the batch, however many others there are', async () => {
    const eighth = standings.find(({ batchNumber }) => batchNumber === 8)!;
    expect(await lookUps(lineOf(eighth), 100)).toEqual([2, 2]);
  });

  it('is no oftener than the page is long', async () => {
    expect(await lookUps({ unit: 'Invented Unit' }, 3)).toEqual([3, 3]);
    // Who sent what isn't asked where nobody wants to know.
    expect(await lookUps({}, 3)).toEqual([3]);
  });
});
