import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRows } from '../../../electron/store/db.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { listReceipts } from '../../../electron/store/queries/receipts.ts';
import { enrol } from '../../../electron/sync/enrol.ts';
import { planCourierFile } from '../../../electron/sync/courier/plan.ts';
import { startHeadquarters } from '../../../headquarters/start.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { aSealedBatch, sealedRows } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  await unit.enrols();
});
afterEach(async () => {
  await unit.clear();
  await headquarters.stop();
});

const streams = () => allRows(unit.desk.db, 'SELECT epoch, begun_because FROM stream ORDER BY epoch');

async function eventsThere(): Promise<string[]> {
  const { rows } = await headquarters.database.pool.query<{ event_id: string }>(
    'select event_id from event order by event_id',
  );
  return rows.map((row) => row.event_id);
}

const eventsHere = (): string[] => sealedRows(unit.desk.db).map((row) => row.event_id);

describe('[S7] a store that was restored or copied', () => {
  it('begins a new epoch where headquarters has more than it knows of, and loses neither life', async () => {
    const later = unit.otherLife();
    later.seal(aReplyDocument(1), aReplyDocument(2), aReplyDocument(3));
    await later.sendAll();
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    expect(streams()).toEqual([
      { epoch: 1, begun_because: 'enrolled' },
      { epoch: 2, begun_because: 'restored' },
    ]);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
    const ids = [...later.events.map((event) => event.eventId), ...eventsHere()];
    expect(await eventsThere()).toEqual(ids.sort());
  });

  it('[S2] [S10] begins a new epoch where headquarters has something else in its place, under the same ids', async () => {
    aSealedBatch(unit.desk, 2);
    const before = eventsHere();
    const other = unit.otherLife();
    other.seal(aReplyDocument(1), aReplyDocument(2));
    await other.sendAll();
    // Given their places by a courier file, before anything was heard of the other.
    planCourierFile(unit.desk.db, readEnrolment(unit.desk.db)!);
    await unit.sends();
    expect(streams()).toMatchObject([{ epoch: 1 }, { epoch: 2, begun_because: 'fork' }]);
    expect(eventsHere()).toEqual(before);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2 });
  });

  it('sends again only what has no receipt', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    const other = unit.otherLife();
    other.events.push(
      ...Array.from({ length: 2 }, (_, index) => ({ seq: index + 1 }) as (typeof other.events)[number]),
    );
    const { h } = listLinks()[1]!;
    other.events[1] = { ...other.events[1]!, h };
    other.seal(aReplyDocument(3));
    await other.send(other.consignment(3, 3));
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(listReceipts(unit.desk.db, 1)).toMatchObject([{ epoch: 2, fromSeq: 1, throughSeq: 1 }]);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });
});

const listLinks = () =>
  allRows<{ h: ReturnType<UnitOnTheWay['otherLife']>['events'][number]['h'] }>(
    unit.desk.db,
    'SELECT h FROM stream_entry ORDER BY seq',
  );

describe('[S7] a headquarters that was restored', () => {
  it('is sent what it no longer has, from its own head, and its new life is remembered', async () => {
    aSealedBatch(unit.desk, 4);
    await unit.sends();
    const { pool } = headquarters.database;
    await pool.query(`
      delete from event_status where event_id in (select event_id from stream_entry where seq > 2);
      delete from reply where event_id in (select event_id from stream_entry where seq > 2);
      delete from event where event_id in (select event_id from stream_entry where seq > 2);
      delete from stream_entry where seq > 2;
      update stream set head_seq = 2, head_h = (select h from stream_entry where seq = 2);
      update headquarters set server_epoch = 2;
    `);
    const restored = await startHeadquarters(headquarters.database, { host: '127.0.0.1', port: 0 });
    unit.way.leadTo(restored.address);
    await unit.sends();
    expect(await eventsThere()).toEqual(eventsHere().sort());
    expect(readEnrolment(unit.desk.db)!.serverEpoch).toBe(2);
    expect(streams()).toHaveLength(1);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'NOTHING_TO_SEND' });
    await restored.stop();
  });

  it('to before this computer was enrolled: it enrols once more and offers everything again', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    const { deviceId } = readEnrolment(unit.desk.db)!;
    await headquarters.database.pool.query(
      'truncate event_status, reply, event, stream_entry, consignment, stream, enrolment_code, device cascade',
    );
    aSealedBatch(unit.desk, 1);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'TOKEN_UNKNOWN' },
    });
    await unit.enrols();
    expect(readEnrolment(unit.desk.db)!.deviceId).not.toBe(deviceId);
    await unit.sends();
    expect(await eventsThere()).toEqual(eventsHere().sort());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });

  it('only its token was lost: what it has already is a duplicate, which is success', async () => {
    aSealedBatch(unit.desk, 2);
    await unit.sends();
    await headquarters.database.pool.query(`update device set token_digest = decode(repeat('0', 64), 'hex')`);
    aSealedBatch(unit.desk, 1);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ details: { code: 'TOKEN_UNKNOWN' } });
    await unit.enrols();
    await unit.sends();
    expect(await eventsThere()).toEqual(eventsHere().sort());
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3, needsAttention: 0 });
  });

  it('and one that says another life each time is not asked for ever', async () => {
    for (let life = 2; life < 12; life += 1) {
      unit.way.changeNext(/GET/, ({ status, body }) => ({
        status,
        body: body.replace(/"serverEpoch":\d+/, `"serverEpoch":${(life % 2) + 2}`),
      }));
    }
    expect(await refusalOfAsync(unit.sends())).toMatchObject({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'SERVER_CHANGED' },
    });
    expect(unit.way.asked.filter((name) => name.startsWith('GET'))).toHaveLength(6);
  });

  it('and an older copy of it is not fed', async () => {
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    unit.desk.db.exec('UPDATE enrolment SET server_epoch = 2');
    aSealedBatch(unit.desk, 1);
    expect(await refusalOfAsync(unit.sends())).toMatchObject({
      code: 'HEADQUARTERS_REFUSED',
      details: { code: 'SERVER_CHANGED' },
    });
    expect(unit.state()).toMatchObject({ onlyHere: 1 });
  });

  it('and one that has moved is sent to after a new enrolment, whatever answers at its old address', async () => {
    aSealedBatch(unit.desk, 2);
    const { serverId, deviceId } = readEnrolment(unit.desk.db)!;
    unit.way.changeEach(/^GET/, ({ status, body }) => ({ status, body: body.replace(serverId, deviceId) }));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ details: { code: 'SERVER_CHANGED' } });
    expect(unit.state()).toMatchObject({ onlyHere: 2, stopped: { code: 'SERVER_CHANGED', reply: null } });
    expect(unit.state().stopped!.message).toMatch(/nothing is sent there\. Tell headquarters.*enrol/);
    const posts = unit.way.asked.filter((name) => name.startsWith('POST') && !name.includes('enrolments'));
    expect(posts).toEqual([]);
    await enrol(unit.desk, await headquarters.newEnrolmentCode(), new AbortController().signal);
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 2, stopped: null });
  });
});
