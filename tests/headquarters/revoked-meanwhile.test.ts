import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { transaction } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { revokeDevice } from '../../headquarters/database/queries/devices.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import type { Headquarters } from '../../headquarters/start.ts';
import { carriedBy, encryptedTo, readsIt, takesInBytes } from '../support/courier.ts';
import { aReplyDocument, knowTheInventedForm } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';
import { aDatabase } from '../support/test-database.ts';
import { whenSomebodyWaits } from '../support/when-somebody-waits.ts';

// A consignment is under way at the moment at which its computer is revoked. One of the two transactions is held open
// here while the other goes, by somebody who has locked a row that it needs, and lets go when it is time.

let database: Database;
let running: Headquarters;
let device: SendingDevice;
let holder: Client;
beforeEach(async () => {
  const made = await aDatabase();
  ({ database } = made);
  await knowTheInventedForm(database);
  running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
  const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
  device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
  device.seal(aReplyDocument(1), aReplyDocument(2));
  await device.send(device.consignment(1, 1));
  await running.projector.idle();
  holder = new Client({ connectionString: made.url });
  await holder.connect();
});
afterEach(async () => {
  await holder.end();
  await running.stop();
  await database.close();
});

const revocation = () => {
  const { deviceId } = device.enrolled;
  return transaction(database, (db) =>
    revokeDevice(db, { deviceId, reason: 'Stolen.', by: 'Invented Clerk' }),
  );
};
/** Revokes it as `revokeDevice` does, and doesn't commit. */
const beginsRevocation = () =>
  holder.query(
    `begin; update device set revoked_at = now(), revocation_reason = 'Stolen.'
     where device_id = '${device.enrolled.deviceId}'`,
  );
const sends = () => device.send(device.consignment(2, 2));
const carries = async () =>
  takesInBytes(database, await encryptedTo(database, carriedBy(device, [device.consignment(1, 2)])));

/** What headquarters has, whether it is parked, and what became of it. */
async function stored(): Promise<readonly unknown[]> {
  await running.projector.idle();
  await readsIt(database);
  const { rows } = await database.pool.query(
    `select is_parked, status, code from event join event_status using (consultation_id, event_id) order by arrival`,
  );
  return rows;
}
const counts = { is_parked: false, status: 'applied', code: null };
const isParked = { is_parked: true, status: 'held', code: 'DEVICE_REVOKED' };

describe('[S13] a consignment that is under way when its computer is revoked', () => {
  it('is refused over the network, where the revocation commits first', async () => {
    await beginsRevocation();
    const sent = sends();
    await whenSomebodyWaits(database);
    await holder.query('commit');
    expect(await sent).toMatchObject({ status: 403, body: { error: { code: 'DEVICE_REVOKED' } } });
    expect(await stored()).toEqual([counts]);
  });

  it('is kept and parked by courier, where the revocation commits first, and the report says so', async () => {
    await beginsRevocation();
    const carried = carries();
    await whenSomebodyWaits(database);
    await holder.query('commit');
    expect(await carried).toMatchObject({ problem: null, knownEvents: 1, newEvents: 0, parkedEvents: 1 });
    expect(await stored()).toEqual([counts, isParked]);
  });

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['over the network', () => sends(), { status: 200 }],
    ['by courier', () => carries(), { newEvents: 1, parkedEvents: 0 }],
  ])('counts %s where it commits first: the revocation waits for it', async (_way, brings, answer) => {
    await holder.query(
      `begin; select from stream where device_id = '${device.enrolled.deviceId}' for update`,
    );
    const brought = brings();
    await whenSomebodyWaits(database, 1);
    let isRevoked = false;
    const revoking = revocation().then((done) => (isRevoked = done));
    await whenSomebodyWaits(database, 2);
    expect(isRevoked).toBe(false);
    await holder.query('commit');
    expect(await brought).toMatchObject(answer as object);
    expect(await revoking).toBe(true);
    expect(await stored()).toEqual([counts, counts]);
    // And nothing after it.
    device.seal(aReplyDocument(3));
    expect((await device.send(device.consignment(3, 3))).body.error?.code).toBe('DEVICE_REVOKED');
  });

  it('counts where the revocation is taken back before it commits', async () => {
    await beginsRevocation();
    const sent = sends();
    await whenSomebodyWaits(database);
    await holder.query('rollback');
    expect((await sent).status).toBe(200);
    expect(await stored()).toEqual([counts, counts]);
  });
});
