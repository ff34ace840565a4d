import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualLimits } from '../../../contract/sync/limits.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { readCurrentStream, readLastLink } from '../../../electron/store/queries/streams.ts';
import { Outgoing } from '../../../electron/sync/outgoing.ts';
import { planCourierFile } from '../../../electron/sync/courier/plan.ts';
import { lots, sealInvented } from '../../bench/sync/sealed-unit.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  await unit.enrols();
});
afterAll(async () => {
  await unit.clear();
  await headquarters.stop();
});

describe('[S3] what a run sends', () => {
  it('is all that was sealed when it began, placed as it is needed', () => {
    const { db } = unit.desk;
    const stream = readCurrentStream(db, readEnrolment(db)!.deviceId);
    const placed = (): number => readLastLink(db, stream)?.seq ?? 0;
    const sizes = sealInvented(unit.desk, 1100, lots(1)).map((bytes) => bytes.length);
    const outgoing = new Outgoing(db, stream, 1);
    expect(placed()).toBe(0);
    expect(outgoing.total).toEqual({ events: 1100, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) });
    expect([outgoing.reaches(1, 500), placed()]).toEqual([true, 500]);
    expect([outgoing.reaches(501, 1), placed()]).toEqual([true, 1000]);
    sealInvented(unit.desk, 7, lots(2));
    expect([outgoing.reaches(1100, 500), placed()]).toEqual([true, 1100]);
    // Sealed meanwhile: for the next run, unless somebody writes a courier file, which places all there are.
    expect([outgoing.reaches(1101, 500), placed()]).toEqual([false, 1100]);
    planCourierFile(db, readEnrolment(db)!);
    expect([outgoing.reaches(1101, 500), placed()]).toEqual([true, 1107]);
    // What has its place already is counted with what waits for one.
    sealInvented(unit.desk, 3, lots(3));
    expect(new Outgoing(db, stream, 1101).total.events).toBe(10);
  });

  // The first is placed ahead, the second with a receipt; by the last SQLite takes back whatever is under way.
  it.each([
    [500, 'ABORT'],
    [50, 'ABORT'],
    [50, 'ROLLBACK'],
  ] as const)(
    '[S5] where no more can be placed, what is under way comes to its receipt first: %i, %s',
    async (consignmentEvents, how) => {
      const there = await aHeadquarters({ ...usualLimits, consignmentEvents });
      const here = await aUnit(there);
      try {
        await here.enrols();
        sealInvented(here.desk, 1100, lots(4));
        const { db } = here.desk;
        db.exec(`CREATE TEMP TRIGGER no_more BEFORE INSERT ON main.stream_entry WHEN NEW.seq > 500
        BEGIN SELECT RAISE(${how}, 'an invented fault'); END`);
        await expect(here.sends()).rejects.toThrow('an invented fault');
        if (how === 'ABORT') expect(here.state()).toMatchObject({ onlyHere: 600, atHeadquarters: 500 });
        db.exec('DROP TRIGGER temp.no_more');
        await here.sends();
        expect(here.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1100, progress: null });
      } finally {
        await here.clear();
        await there.stop();
      }
    },
  );
});
