import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRows, getRow } from '../../../electron/store/db.ts';
import { readBatch } from '../../../electron/store/queries/batches.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { readLife } from '../../../electron/store/queries/headquarters-life.ts';
import { putBackedUpThrough } from '../../../electron/store/queries/receipts.ts';
import { markSeriesRead } from '../../../electron/store/queries/series-notices.ts';
import { insertStorePlace } from '../../../electron/store/queries/store-places.ts';
import { readCurrentStream } from '../../../electron/store/queries/streams.ts';
import type { Batch } from '../../../contract/records/batch.ts';
import { takeReceipts } from '../../../electron/sync/courier/take-receipts.ts';
import { aStick, receiptsFor, takesIn, writes } from '../../support/courier.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { aBackupOf } from '../../support/restored-headquarters.ts';
import type { HeadquartersBackup, RestoredHeadquarters } from '../../support/restored-headquarters.ts';
import { aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

// What a headquarters that was restored still has, and what it is offered again. Restored by its own command's code
// from its own backups.

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let ends: (() => Promise<unknown>)[];
beforeEach(async () => {
  ends = [];
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  await unit.enrols();
});
afterEach(async () => {
  await unit.clear();
  for (const end of ends) await end();
  await headquarters.stop();
});

async function backedUp(): Promise<HeadquartersBackup> {
  const backup = await aBackupOf(headquarters.database);
  ends.push(() => backup.remove());
  return backup;
}

/** Headquarters is put back as the backup has it; the unit's way leads there from now on. */
async function putBack(backup: HeadquartersBackup): Promise<RestoredHeadquarters> {
  const restored = await backup.restore();
  ends.unshift(() => restored.stop());
  unit.way.leadTo(restored.url);
  return restored;
}

async function eventsAt({ database }: Pick<RestoredHeadquarters, 'database'>): Promise<string[]> {
  const { rows } = await database.pool.query<{ event_id: string; bytes: Buffer }>(
    'select event_id, bytes from event order by event_id',
  );
  return rows.map((row) => `${row.event_id} ${row.bytes.toString()}`);
}

const eventsHere = (): string[] =>
  sealedRows(unit.desk.db)
    .map((row) => `${row.event_id} ${row.bytes.toString()}`)
    .sort();
const stateOf = (batch: Batch) => readBatch(unit.desk.db, batch.id);
const posts = (): number => unit.way.asked.filter((line) => /POST .*consignments/.test(line)).length;
const placesTaken = (): number =>
  getRow<{ n: number }>(unit.desk.db, 'SELECT count(*) AS n FROM stream_entry')!.n;

/** Somebody else sends from a copy of this store, which forces a new series here. */
async function aCopySends(): Promise<void> {
  const other = unit.otherLife();
  other.seal(aReplyDocument(101), aReplyDocument(102), aReplyDocument(103));
  await other.sendAll();
}

describe('[S7] a headquarters that was restored to a backup', () => {
  it('[S5] nothing is shown as received until this life of it has given a receipt', async () => {
    const batch = aSealedBatch(unit.desk, 3);
    const backup = await backedUp();
    await unit.sends();
    expect(stateOf(batch)).toMatchObject({ state: 'received', receipted: 3 });
    await putBack(backup);
    unit.way.loseNext('request', /POST/);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(stateOf(batch)).toMatchObject({ state: 'sealed', receipted: 0, count: { received: 3, keyed: 3 } });
    expect(unit.state()).toMatchObject({ onlyHere: 3, offeredAgain: 3, atHeadquarters: 0 });
    await unit.sends();
    expect(stateOf(batch)).toMatchObject({ state: 'received', receipted: 3 });
    expect(unit.state()).toMatchObject({ onlyHere: 0, offeredAgain: 0, atHeadquarters: 3 });
  });

  it('[S13] is heard of by a computer that it has withdrawn, which carries by hand what is missing there', async () => {
    const backup = await backedUp();
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    const restored = await putBack(backup);
    const { deviceId } = readEnrolment(unit.desk.db)!;
    await restored.database.pool.query('update device set revoked_at = now()');
    const refused = { code: 'HEADQUARTERS_REFUSED', details: { code: 'DEVICE_REVOKED' } };
    expect(await refusalOfAsync(unit.sends())).toMatchObject(refused);
    expect(unit.state()).toMatchObject({ onlyHere: 2, offeredAgain: 2, atHeadquarters: 0 });
    const stick = aStick();
    ends.push(async () => stick.clear());
    const { fileName } = await writes(unit.desk, stick);
    const report = await takesIn(restored.database, path.join(stick.folder, fileName));
    expect(report).toMatchObject({ problem: null, parkedEvents: 2 });
    takeReceipts(unit.desk, await receiptsFor(restored.database, deviceId));
    expect(unit.state()).toMatchObject({ onlyHere: 0 });
    // In the same life nothing is offered a second time.
    expect(await refusalOfAsync(unit.sends())).toMatchObject(refused);
    expect(unit.state()).toMatchObject({ onlyHere: 0 });
  });

  it('what it still has is confirmed without being sent', async () => {
    aSealedBatch(unit.desk, 3);
    await unit.sends();
    const restored = await putBack(await backedUp());
    const before = posts();
    await unit.sends();
    expect(posts()).toBe(before);
    expect(await eventsAt(restored)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, offeredAgain: 0, atHeadquarters: 3 });
    const { serverEpoch } = readEnrolment(unit.desk.db)!;
    expect(serverEpoch).toBeGreaterThan(1);
    expect(readLife(unit.desk.db).serverEpoch).toBe(serverEpoch);
  });

  it('[S2] [S10] what it lacks of an earlier series is offered again in the current one, under the same ids', async () => {
    const backup = await backedUp();
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    // The copy goes on where this one was: it knows the same two.
    await headquarters.database.pool.query(
      'update stream set frozen_at = now(), frozen_at_seq = 2 where epoch = 1',
    );
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(allRows(unit.desk.db, 'SELECT epoch FROM stream ORDER BY epoch')).toEqual([
      { epoch: 1 },
      { epoch: 2 },
    ]);
    const restored = await putBack(backup);
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(await eventsAt(restored)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, offeredAgain: 0, atHeadquarters: 4 });
  });

  it('what it still has of an earlier series is confirmed there and not offered again', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    await headquarters.database.pool.query(
      'update stream set frozen_at = now(), frozen_at_seq = 2 where epoch = 1',
    );
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    const backup = await backedUp();
    const restored = await putBack(backup);
    const [before, places] = [posts(), placesTaken()];
    await unit.sends();
    expect([posts(), placesTaken()]).toEqual([before, places]);
    expect(await eventsAt(restored)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });

  it('what was sent under an earlier enrolment is offered again as the computer that it is now', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    const before = await backedUp();
    const code = await headquarters.newEnrolmentCode();
    await headquarters.database.pool.query(`update device set token_digest = decode(repeat('0', 64), 'hex')`);
    await unit.enrols();
    expect(code).not.toBe('');
    expect(unit.state()).toMatchObject({ onlyHere: 2, offeredAgain: 2 });
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(await eventsAt(headquarters)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
    // Put back to before the second enrolment: it knows neither the computer nor what it sent since.
    await putBack(before);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ details: { code: 'TOKEN_UNKNOWN' } });
    expect(unit.state()).toMatchObject({ stopped: { code: 'TOKEN_UNKNOWN' } });
  });

  it('that lacks what it gave a receipt for without saying so: what it lacks is sent again', async () => {
    aSealedBatch(unit.desk, 3);
    await unit.sends();
    await headquarters.arrived();
    await headquarters.database.pool.query(`
      delete from event_status where event_id in (select event_id from stream_entry where seq > 1);
      delete from reply where event_id in (select event_id from stream_entry where seq > 1);
      delete from event where event_id in (select event_id from stream_entry where seq > 1);
      delete from stream_entry where seq > 1;
      update stream set head_seq = 1, head_h = (select h from stream_entry where seq = 1);
    `);
    await unit.sends();
    expect(await eventsAt(headquarters)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });

  it('a life that is only claimed and never signed for costs a question, and nothing else', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    unit.way.changeNext(/GET/, ({ status, body }) => ({
      status,
      body: body.replace(/"serverEpoch":\d+/, '"serverEpoch":999'),
    }));
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
    expect(readLife(unit.desk.db).serverEpoch).toBe(1);
  });
});

describe('[S7] a store of which there are two', () => {
  it('says that a copy has sent', async () => {
    expect(unit.state().newSeries).toEqual([]);
    aSealedBatch(unit.desk, 2);
    await aCopySends();
    await unit.sends();
    expect(unit.state().newSeries).toMatchObject([{ epoch: 2, because: 'more-there' }]);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
  });

  it('says of an ordinary restore that it was one, and nothing of another copy, before headquarters was asked', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    insertStorePlace(unit.desk.db, {
      mark: '0'.repeat(32),
      folder: 'here',
      machine: 'this',
      fileNumber: '1',
      why: 'restored',
      noticedAtMs: 1,
      backupMadeAtMs: 0,
      setAside: null,
      unsentReplies: 0,
    });
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, newSeries: [{ epoch: 2, because: 'put-back' }] });
  });

  it('says it until it was read, and what has come since all the same', async () => {
    aSealedBatch(unit.desk, 2);
    await aCopySends();
    await unit.sends();
    const { newSeries } = unit.state();
    await headquarters.database.pool.query('update stream set frozen_at = now(), frozen_at_seq = 2');
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    markSeriesRead(unit.desk.db, newSeries, unit.desk.person.id);
    expect(unit.state().newSeries).toMatchObject([{ epoch: 3, because: 'other-there' }]);
    markSeriesRead(unit.desk.db, unit.state().newSeries, unit.desk.person.id);
    expect(unit.state().newSeries).toEqual([]);
    expect(() => unit.desk.db.exec('UPDATE series_notice SET read_by = NULL')).toThrow(
      'stays as it was noted',
    );
  });

  it('[S10] whose series is frozen begins another, and loses nothing', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    await headquarters.database.pool.query('update stream set frozen_at = now(), frozen_at_seq = 2');
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    expect(await eventsAt(headquarters)).toEqual(eventsHere());
    expect(unit.state()).toMatchObject({
      onlyHere: 0,
      atHeadquarters: 4,
      newSeries: [{ epoch: 2, because: 'other-there' }],
    });
  });
});

describe('headquarters’ backup', () => {
  it('is said to hold what its newest receipt says, and nothing of an earlier life', async () => {
    const stream = () => readCurrentStream(unit.desk.db, readEnrolment(unit.desk.db)!.deviceId);
    expect(unit.state()).toMatchObject({ inBackup: null });
    aSealedBatch(unit.desk, 3);
    await unit.sends();
    expect(unit.state()).toMatchObject({ inBackup: 0 });
    putBackedUpThrough(unit.desk.db, stream(), 2);
    expect(unit.state()).toMatchObject({ atHeadquarters: 3, inBackup: 2 });
    const backup = await backedUp();
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'NOTHING_TO_SEND' });
    expect(unit.state()).toMatchObject({ atHeadquarters: 3, inBackup: 3 });
    await putBack(backup);
    unit.way.loseNext('request', /after=0/);
    await refusalOfAsync(unit.sends());
    expect(unit.state()).toMatchObject({ onlyHere: 3, inBackup: null });
  });
});
