import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../headquarters/database/database.ts';
import { restatedSince } from '../../headquarters/database/queries/standing-counter.ts';
import { rebuild } from '../../headquarters/projection/rebuild.ts';
import { decideWork } from '../../headquarters/work/decide-work.ts';
import { explained } from '../support/explained.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, knowTheInventedForm } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';
import { whenSomebodyWaits } from '../support/when-somebody-waits.ts';
import { eachStanding } from '../support/each-standing.ts';

let headquarters: ListeningHeadquarters;
let device: SendingDevice;
beforeAll(async () => {
  headquarters = await aHeadquarters({ consignmentEvents: 5 });
  await knowTheInventedForm(headquarters.database);
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  device = await enrolDevice(await headquarters.newEnrolmentCode());
});

/** Sends so many replies, those in some places flagged as late. */
async function sends(size: number, late: readonly number[]): Promise<void> {
  const documents = Array.from({ length: size }, (_, index) =>
    aReplyDocument(index + 1, { isLate: late.includes(index + 1) }),
  );
  device.seal(...documents);
  for (let seq = 1; seq <= size; seq += 5) {
    await device.send(device.consignment(seq, Math.min(seq + 4, size)));
  }
  await headquarters.arrived();
}

const acknowledges = (seq: number) =>
  decideWork(headquarters.database, {
    eventId: device.events[seq - 1]!.eventId,
    what: 'acknowledge',
    reason: 'Seen.',
    by: 'an invented person',
  });
const receipt = async (after = 0) => (await device.head(after)).receipt!.receipt;

describe('[S12] the number as of which a receipt speaks', () => {
  it('grows when something is said otherwise, and stays while nothing is', async () => {
    await sends(1, [1]);
    const flagged = await receipt();
    expect(eachStanding(flagged)).toMatchObject([{ status: 'applied', code: 'LATE' }]);
    expect((await receipt()).asOf).toBe(flagged.asOf);
    await acknowledges(1);
    const seen = await receipt();
    expect(eachStanding(seen)).toMatchObject([{ status: 'applied', code: null }]);
    expect(seen.asOf).toBeGreaterThan(flagged.asOf);
  });

  it('is below that of the first word about an event, where it says only that it was received', async () => {
    device.seal(aReplyDocument(1));
    const received = await device.sendAll();
    await headquarters.arrived();
    const read = await receipt();
    expect(eachStanding(received.receipt)).toMatchObject([{ status: 'received' }]);
    expect(eachStanding(read)).toMatchObject([{ status: 'applied' }]);
    expect(read.asOf).toBeGreaterThan(received.receipt.asOf);
  });

  it('is that of what is said, though a decision is being written down beside it', async () => {
    await sends(1, [1]);
    const before = await receipt();
    const { database } = headquarters;
    // Holds what the decision has to write, so that it stands still in the middle.
    const deciding = await transaction(database, async (db) => {
      await db.query('select from event_status where event_id = $1 for update', [device.events[0]!.eventId]);
      const decided = acknowledges(1);
      await whenSomebodyWaits(database);
      expect(await receipt()).toMatchObject({ asOf: before.asOf, standings: before.standings });
      return { decided };
    });
    await deciding.decided;
    const after = await receipt();
    expect(eachStanding(after)).toMatchObject([{ status: 'applied', code: null }]);
    expect(after.asOf).toBeGreaterThan(before.asOf);
  });
});

describe('[S11] what was said otherwise since', () => {
  it('is named in stretches that one receipt covers, and nothing else', async () => {
    await sends(20, [2, 4, 13]);
    const { asOf } = await receipt();
    expect((await device.head(undefined, asOf)).restated).toEqual({ asOf, stretches: [] });
    expect((await device.head()).restated).toBeNull();
    for (const seq of [2, 13, 4]) await acknowledges(seq);
    const now = await receipt();
    expect((await device.head(undefined, asOf)).restated).toEqual({
      asOf: now.asOf,
      stretches: [
        { fromSeq: 2, throughSeq: 4 },
        { fromSeq: 13, throughSeq: 13 },
      ],
    });
    expect((await device.head(undefined, now.asOf)).restated).toEqual({ asOf: now.asOf, stretches: [] });
  });

  it('is everything, once all was computed again', async () => {
    await sends(3, []);
    const { asOf } = await receipt();
    await rebuild(headquarters.database);
    const { restated } = await device.head(undefined, asOf);
    expect(restated!.stretches).toEqual([{ fromSeq: 1, throughSeq: 3 }]);
    expect((await device.head(undefined, restated!.asOf)).restated!.stretches).toEqual([]);
  });

  it('is found without walking a stream of which nothing was', async () => {
    await sends(20, [1]);
    const { asOf } = await receipt();
    const { deviceId } = device.enrolled;
    const plan = await transaction(headquarters.database, (db) =>
      explained(db, (watched) => restatedSince(watched, { deviceId, epoch: 1 }, asOf)),
    );
    expect(plan).toMatch(/stream_entry.*never executed/);
    expect(plan).not.toMatch(/Seq Scan on event_status/);
  });
});
