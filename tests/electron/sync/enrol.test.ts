import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allRows, getRow } from '../../../electron/store/db.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { enrol } from '../../../electron/sync/enrol.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
});
afterEach(() => unit.clear());

const never = new AbortController().signal;
const tries = (code: string) => refusalOfAsync(enrol(unit.desk, code, never));
const enrolledDevices = async (): Promise<number> => {
  const { rows } = await headquarters.database.pool.query<{ n: number }>(
    'select count(*)::int as n from device',
  );
  return rows[0]!.n;
};

describe('enrolling', () => {
  it('[S4] [S12] keeps the device, its key, and the one headquarters that it believes', async () => {
    await unit.enrols();
    const enrolment = readEnrolment(unit.desk.db)!;
    expect(enrolment).toMatchObject({
      headquartersUrl: unit.way.url,
      unitName: 'Invented Unit',
      serverEpoch: 1,
    });
    expect(enrolment.privateKeyPem).toContain('PRIVATE KEY');
    expect(unit.state().enrolled).toMatchObject({
      deviceId: enrolment.deviceId,
      serverId: enrolment.serverId,
    });
    expect(allRows(unit.desk.db, 'SELECT epoch, begun_because FROM stream')).toEqual([
      { epoch: 1, begun_because: 'enrolled' },
    ]);
  });

  it('[S4] the private key lies in the encrypted store, and nowhere that can be read without its key', async () => {
    await unit.enrols();
    const { privateKeyPem, token } = readEnrolment(unit.desk.db)!;
    const body = privateKeyPem.split('\n')[1]!;
    const { file } = getRow<{ file: string }>(unit.desk.db, 'SELECT file FROM pragma_database_list')!;
    const folder = path.dirname(file);
    const written = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
    // All of it, with what hasn't moved from the log into the store yet.
    expect(written.some((bytes) => bytes.length > 100_000)).toBe(true);
    for (const secret of ['PRIVATE KEY', body, token]) {
      expect(written.some((bytes) => bytes.includes(secret))).toBe(false);
    }
  });

  it('[S4] the same code again after the answer was lost gives the same device', async () => {
    const code = (await headquarters.newEnrolmentCode()).replace(headquarters.url, unit.way.url);
    const before = await enrolledDevices();
    unit.way.loseNext('answer', /enrolments/);
    expect(await tries(code)).toMatchObject({ code: 'HEADQUARTERS_UNREACHABLE' });
    expect(readEnrolment(unit.desk.db)).toBeUndefined();
    await enrol(unit.desk, code, never);
    expect(await enrolledDevices()).toBe(before + 1);
    expect(getRow(unit.desk.db, 'SELECT count(*) AS n FROM device_key')).toEqual({ n: 1 });
  });

  it('[S4] SENDING_DISK_FAILED: the answer can’t be written down, and the same code enrols once it can', async () => {
    const code = await headquarters.newEnrolmentCode();
    const before = await enrolledDevices();
    // The key is there before anybody is asked; what headquarters answers is what the disk doesn't take.
    unit.way.loseNext('answer', /enrolments/);
    await tries(code.replace(headquarters.url, unit.way.url));
    unit.desk.db.pragma('query_only=ON');
    expect(await tries(code)).toEqual({
      code: 'SENDING_DISK_FAILED',
      details: { reason: 'SQLITE_READONLY' },
    });
    unit.desk.db.pragma('query_only=OFF');
    await enrol(unit.desk, code, never);
    expect(await enrolledDevices()).toBe(before + 1);
  });

  it('[S4] the same code pasted twice at once: one is taken, and its token is the one that holds', async () => {
    const code = await headquarters.newEnrolmentCode();
    const [first, second] = await Promise.allSettled([
      enrol(unit.desk, code, never),
      enrol(unit.desk, code, never),
    ]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(second).toMatchObject({ reason: { code: 'ENROLMENT_REFUSED' } });
    aSealedBatch(unit.desk, 1);
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1 });
  });

  it('ENROLMENT_REFUSED: a code that was used by another computer', async () => {
    const code = await headquarters.newEnrolmentCode();
    const other = await aUnit(headquarters);
    await enrol(other.desk, code, never);
    await other.clear();
    expect(await tries(code)).toEqual({
      code: 'ENROLMENT_REFUSED',
      details: { reason: 'it was used already' },
    });
  });

  it.each([
    ['', 'is not an enrolment code'],
    ['ABCD-EFGH-JKMN-PQRS', 'is not an enrolment code'],
    ['https://headquarters.example/', 'is not an enrolment code'],
    ['http://headquarters.example/#ABCD-EFGH-JKMN-PQRS', 'does not begin with https'],
    ['http://127.0.0.1.headquarters.example/#ABCD-EFGH-JKMN-PQRS', 'does not begin with https'],
    ['http://192.168.0.1/#ABCD-EFGH-JKMN-PQRS', 'does not begin with https'],
    ['https://somebody@headquarters.example/#ABCD-EFGH-JKMN-PQRS', 'does not begin with https'],
  ])('[S16] ENROLMENT_REFUSED before anybody is asked: “%s”', async (code, reason) => {
    const refusal = await tries(code);
    expect(refusal.code).toBe('ENROLMENT_REFUSED');
    expect(JSON.stringify(refusal.details)).toContain(reason);
    expect(getRow(unit.desk.db, 'SELECT count(*) AS n FROM device_key')).toEqual({ n: 0 });
  });

  it('ENROLMENT_REFUSED: a code that headquarters never gave', async () => {
    expect(await tries(`${unit.way.url}/#0000-0000-0000-0000`)).toEqual({
      code: 'ENROLMENT_REFUSED',
      details: { reason: 'it does not know it' },
    });
  });

  it('[S12] ALREADY_ENROLLED: another headquarters than the pinned one gives a code', async () => {
    await unit.enrols();
    const before = readEnrolment(unit.desk.db);
    const another = await aHeadquarters();
    expect(await tries(await another.newEnrolmentCode())).toEqual({ code: 'ALREADY_ENROLLED', details: {} });
    expect(readEnrolment(unit.desk.db)).toEqual(before);
    await another.stop();
  });

  it('ENROLMENT_REFUSED: the code that this computer is enrolled with, whose token goes on working', async () => {
    const code = await headquarters.newEnrolmentCode();
    await enrol(unit.desk, code, never);
    expect(await tries(code)).toEqual({
      code: 'ENROLMENT_REFUSED',
      details: { reason: 'it was used already' },
    });
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'NOTHING_TO_SEND' });
  });

  it('[S16] HEADQUARTERS_UNREACHABLE: a redirection to somebody else is not followed', async () => {
    const elsewhere: string[] = [];
    const other = createServer((request, response) => {
      elsewhere.push(request.url!);
      response.end('{}');
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as { port: number };
    // All that headquarters says stands beside it.
    unit.way.changeNext(/enrolments/, (answer) => ({
      ...answer,
      status: 307,
      headers: { location: `http://127.0.0.1:${port}/v1/enrolments` },
    }));
    const code = (await headquarters.newEnrolmentCode()).replace(headquarters.url, unit.way.url);
    expect(await tries(code)).toEqual({
      code: 'HEADQUARTERS_UNREACHABLE',
      details: { reason: 'it leads to another address' },
    });
    expect(elsewhere).toEqual([]);
    other.close();
  });
});

describe('the enrolment in the store', () => {
  it.each([
    [`UPDATE enrolment SET server_public_key = 'another'`, 'stay who they are'],
    [`UPDATE enrolment SET server_id = 'another'`, 'stay who they are'],
    [`DELETE FROM enrolment`, 'never deleted'],
    [`UPDATE device_key SET private_key = 'another'`, 'a key never changes'],
    [`DELETE FROM device_key`, 'a key is never deleted'],
    [
      `INSERT INTO stream VALUES ((SELECT device_id FROM enrolment), 3, 'fork', 0)`,
      'epochs follow one another',
    ],
    [`UPDATE stream SET epoch = 2`, 'a stream never changes'],
  ])('[S12] is pinned: %s', async (sql, message) => {
    await unit.enrols();
    expect(() => unit.desk.db.exec(sql)).toThrow(message);
  });
});
