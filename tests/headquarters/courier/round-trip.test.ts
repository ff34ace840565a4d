import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAllTakenIn } from '../../../contract/sync/courier-report.ts';
import { ReceiptFile } from '../../../contract/sync/courier.ts';
import { takeReceipts } from '../../../electron/sync/courier/take-receipts.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { listCourierSlips } from '../../../electron/store/queries/courier-files.ts';
import { aStick, readsIt, receiptsFor, takesIn, writes } from '../../support/courier.ts';
import type { Stick } from '../../support/courier.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';
import { eachStanding } from '../../support/each-standing.ts';

// A real store, a real file, a real PostgreSQL: there by stick, and back by stick.

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let stick: Stick;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  await unit.enrols();
  stick = aStick();
});
afterEach(async () => {
  stick.clear();
  await unit.clear();
  await headquarters.stop();
});

const eventsThere = async (): Promise<Map<string, string>> => {
  const { rows } = await headquarters.database.pool.query<{ event_id: string; bytes: Buffer }>(
    'select event_id, bytes from event order by event_id',
  );
  return new Map(rows.map((row) => [row.event_id, row.bytes.toString()]));
};
const eventsHere = (): Map<string, string> =>
  new Map(
    sealedRows(unit.desk.db)
      .map((row) => [row.event_id, row.bytes.toString()] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
const deviceId = () => readEnrolment(unit.desk.db)!.deviceId;

describe('[S17] by stick, there and back', () => {
  it('what is sealed is at headquarters byte for byte, and received when the receipt file is back', async () => {
    aSealedBatch(unit.desk, 3);
    const slip = await writes(unit.desk, stick);
    expect(slip).toMatchObject({
      replies: 3,
      events: 3,
      series: [{ epoch: 1, fromSeq: 1, throughSeq: 3 }],
      isReceipted: false,
    });
    expect(stick.names()).toEqual([slip.fileName]);
    expect(unit.state()).toMatchObject({ onlyHere: 3, atHeadquarters: 0 });

    const report = await takesIn(headquarters.database, path.join(stick.folder, slip.fileName));
    expect(report).toMatchObject({ problem: null, newEvents: 3, knownEvents: 0, offeredBefore: null });
    expect(report.computer).toMatchObject({ unitName: 'Invented Unit', isRevoked: false });
    expect(report.digest.slice(0, 8)).toBe(slip.digestStart);
    expect(await eventsThere()).toEqual(eventsHere());

    const text = await receiptsFor(headquarters.database, deviceId());
    expect(takeReceipts(unit.desk, text)).toEqual({
      taken: 1,
      takenBefore: 0,
      heard: 0,
      ofAnotherLife: 0,
      repliesReceived: 3,
      repliesLacking: 0,
      hasNewSeries: false,
    });
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
    expect(listCourierSlips(unit.desk.db, 10)).toMatchObject([{ isReceipted: true }]);
    expect(await refusalOfAsync(writes(unit.desk, stick))).toEqual({ code: 'NOTHING_TO_CARRY', details: {} });
  });

  it('[S15] the same file years later changes nothing, and says so', async () => {
    aSealedBatch(unit.desk, 2);
    const { fileName } = await writes(unit.desk, stick);
    await takesIn(headquarters.database, path.join(stick.folder, fileName));
    // Years: headquarters has been restored since, and the unit has gone on over the network.
    await headquarters.database.pool.query('update headquarters set server_epoch = 4');
    await headquarters.database.pool.query(`update courier_file set taken_at = '2007-07-01T00:00:00Z'`);
    const before = await eventsThere();
    const report = await takesIn(headquarters.database, path.join(stick.folder, fileName));
    expect(report).toMatchObject({
      problem: null,
      newEvents: 0,
      knownEvents: 2,
      offeredBefore: '2007-07-01T00:00:00.000Z',
    });
    expect(isAllTakenIn(report)).toBe(true);
    expect(await eventsThere()).toEqual(before);
  });

  it('a lost stick costs nothing: the second carries what was on the first', async () => {
    aSealedBatch(unit.desk, 2);
    await writes(unit.desk, stick);
    stick.clear();
    stick = aStick();
    aSealedBatch(unit.desk, 1);
    const second = await writes(unit.desk, stick);
    expect(second).toMatchObject({ events: 3, series: [{ epoch: 1, fromSeq: 1, throughSeq: 3 }] });
    const report = await takesIn(headquarters.database, path.join(stick.folder, second.fileName));
    expect(report).toMatchObject({ newEvents: 3, knownEvents: 0 });
    expect(await eventsThere()).toEqual(eventsHere());
  });

  it('the first stick turns up after all: what the second brought is known', async () => {
    aSealedBatch(unit.desk, 2);
    const first = await writes(unit.desk, stick);
    aSealedBatch(unit.desk, 1);
    const second = await writes(unit.desk, stick);
    await takesIn(headquarters.database, path.join(stick.folder, second.fileName));
    const late = await takesIn(headquarters.database, path.join(stick.folder, first.fileName));
    expect(late).toMatchObject({ problem: null, newEvents: 0, knownEvents: 2, offeredBefore: null });
  });

  it('what went over the network and what is carried meet in one stream', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    aSealedBatch(unit.desk, 2);
    const slip = await writes(unit.desk, stick);
    expect(slip.series).toEqual([{ epoch: 1, fromSeq: 3, throughSeq: 4 }]);
    await takesIn(headquarters.database, path.join(stick.folder, slip.fileName));
    // Nobody brought the receipts back: the network does, without sending anything twice.
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 4 });
    expect(await eventsThere()).toEqual(eventsHere());
  });

  it('[S13] a withdrawn computer still writes; what it brings is kept and parked for a person', async () => {
    aSealedBatch(unit.desk, 2);
    await headquarters.database.pool.query(
      `update device set revoked_at = now(), revocation_reason = 'Lost (invented).', revoked_by = 'test'`,
    );
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_REFUSED' });
    const slip = await writes(unit.desk, stick);
    const report = await takesIn(headquarters.database, path.join(stick.folder, slip.fileName));
    expect(report).toMatchObject({
      problem: null,
      newEvents: 0,
      parkedEvents: 2,
      computer: { isRevoked: true },
    });
    expect(await eventsThere()).toEqual(eventsHere());
    await readsIt(headquarters.database);
    const { receipts } = ReceiptFile.parse(JSON.parse(await receiptsFor(headquarters.database, deviceId())));
    const said = receipts.flatMap(({ receipt }) =>
      eachStanding(receipt).map(({ status, code }) => [status, code]),
    );
    expect(said).toEqual([
      ['held', 'DEVICE_REVOKED'],
      ['held', 'DEVICE_REVOKED'],
    ]);
    const again = await takesIn(headquarters.database, path.join(stick.folder, slip.fileName));
    expect(again).toMatchObject({ parkedEvents: 0, knownEvents: 2 });
  });
});
