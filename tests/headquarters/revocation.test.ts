import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { devicesWords } from '../../headquarters/commands/devices.ts';
import { transaction } from '../../headquarters/database/database.ts';
import { listDevices } from '../../headquarters/database/queries/device-list.ts';
import { revokeDevice } from '../../headquarters/database/queries/devices.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { aKeyPair, answerTo, askToEnrol, enrolDevice } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';

let headquarters: ListeningHeadquarters;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());

const askHead = ({ address, enrolled }: SendingDevice) =>
  answerTo(`${address}/v1/streams/${enrolled.deviceId}/1`, {
    headers: { authorization: `Bearer ${enrolled.token}` },
  });
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { ok: false, error: { code, details } },
});
/** It is told in which life of headquarters it is refused, and nothing else. */
const refusedAsRevoked = refused(403, 'DEVICE_REVOKED', { serverEpoch: 1 });
const revoke = (deviceId: string, reason = 'Stolen.') =>
  transaction(headquarters.database, (db) => revokeDevice(db, { deviceId, reason, by: 'Invented Clerk' }));

describe('[S13] a computer that was withdrawn', () => {
  it('is refused by name whatever it asks, what it sent stays, and the first reason is kept', async () => {
    const keys = aKeyPair();
    const device = await enrolDevice(await headquarters.newEnrolmentCode(), keys);
    device.seal(aReplyDocument(1), aReplyDocument(2));
    await device.send(device.consignment(1, 1));
    expect(await revoke(device.enrolled.deviceId)).toBe(true);
    expect(await revoke(device.enrolled.deviceId, 'Found again.')).toBe(false);
    expect(await askHead(device)).toEqual(refusedAsRevoked);
    expect(await device.send(device.consignment(2, 2))).toEqual(refusedAsRevoked);
    const packs = await answerTo(`${device.address}/v1/consultations`, {
      headers: { authorization: `Bearer ${device.enrolled.token}` },
    });
    expect(packs).toEqual(refusedAsRevoked);
    // Not even with a new code: that key is not trusted any more. Another key is another computer.
    expect(await askToEnrol(await headquarters.newEnrolmentCode(), keys)).toEqual(refusedAsRevoked);
    expect((await askToEnrol(await headquarters.newEnrolmentCode())).status).toBe(200);
    const listed = (await listDevices(headquarters.database.read)).find(
      ({ deviceId }) => deviceId === device.enrolled.deviceId,
    );
    expect(listed).toMatchObject({
      revocationReason: 'Stolen.',
      revokedBy: 'Invented Clerk',
      streams: [{ epoch: 1, headSeq: 1, isFrozen: false, backedUpThrough: 0 }],
    });
    const { rows } = await headquarters.database.pool.query('select from event where device_id = $1', [
      device.enrolled.deviceId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('one that nobody knows can’t be withdrawn', async () => {
    expect(await revoke('01890a5d-ac96-774b-bcce-b30209900003')).toBe(false);
  });
});

describe('access that runs out', () => {
  it('is refused as TOKEN_EXPIRED from its day on, and a new code gives it back', async () => {
    const { database } = headquarters;
    const { secret } = await makeEnrolmentSecret(database, 'Invented Unit', 30);
    const code = writeEnrolmentCode({ address: headquarters.url, secret });
    const keys = aKeyPair();
    const device = await enrolDevice(code, keys);
    expect((await askHead(device)).status).toBe(200);
    const { rows } = await database.pool.query(
      `select extract(day from token_expires_at - enrolled_at)::int as days from device where device_id = $1`,
      [device.enrolled.deviceId],
    );
    expect(rows[0].days).toBeGreaterThanOrEqual(29);
    // Thirty days later.
    await database.pool.query(
      `update device set token_expires_at = now() - interval '1 second' where device_id = $1`,
      [device.enrolled.deviceId],
    );
    expect(await askHead(device)).toEqual(refused(401, 'TOKEN_EXPIRED'));
    const again = await enrolDevice(await headquarters.newEnrolmentCode(), keys);
    expect(again.enrolled.deviceId).toBe(device.enrolled.deviceId);
    expect((await askHead(again)).status).toBe(200);
  });

  it('asking again with the used code makes it no longer', async () => {
    const { database } = headquarters;
    const { secret } = await makeEnrolmentSecret(database, 'Invented Unit', 1);
    const code = writeEnrolmentCode({ address: headquarters.url, secret });
    const keys = aKeyPair();
    const device = await enrolDevice(code, keys);
    await database.pool.query(
      `update enrolment_code set issued_at = issued_at - interval '2 days' where device_id = $1`,
      [device.enrolled.deviceId],
    );
    const again = await enrolDevice(code, keys);
    expect(await askHead(again)).toEqual(refused(401, 'TOKEN_EXPIRED'));
  });
});

it('the list of computers says what each has sent and how it stands', async () => {
  const other = await aHeadquarters();
  expect(devicesWords(await listDevices(other.database.read))).toMatch(/^No computer is enrolled yet/);
  const device = await enrolDevice(await other.newEnrolmentCode());
  const [before] = await listDevices(other.database.read);
  expect(before).toMatchObject({ lastSeenAt: null, streams: [] });
  device.seal(aReplyDocument(1));
  await device.sendAll();
  device.startNewEpoch();
  device.seal(aReplyDocument(2), aReplyDocument(3));
  await device.sendAll();
  const listed = await listDevices(other.database.read);
  expect(listed[0]!.lastSeenAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(devicesWords(listed)).toMatch(
    /Invented Unit +Invented computer +[0-9a-f-]{36} +\d{4}-\d\d-\d\d +\d{4}-\d\d-\d\d \d\d:\d\d UTC +1 in series 1, 2 in series 2 +may send$/m,
  );
  await other.stop();
});
