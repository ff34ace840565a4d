import { expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { DeviceId } from '../../contract/sync/ids.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { storeEvents } from '../../headquarters/database/queries/events.ts';
import type { ReceivedEvent } from '../../headquarters/database/queries/events.ts';
import { transaction } from '../../headquarters/database/database.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice, hashOf } from '../support/sending-device.ts';
import type { Answer, SendingDevice } from '../support/sending-device.ts';
import { aDatabase } from '../support/test-database.ts';

const times = 50;
const atOnce = 5;

/** How many events lie there, and how many different ones. */
async function storedEvents({
  pool,
}: Database): Promise<{ readonly rows: number; readonly different: number }> {
  const { rows } = await pool.query<{ rows: number; different: number }>(
    `select count(*)::int as rows, count(distinct event_id)::int as different from event`,
  );
  return rows[0]!;
}

it(
  '[S10] the same batch five times in parallel, fifty times over, is kept once',
  { timeout: 120_000 },
  async () => {
    const headquarters = await aHeadquarters();
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    for (let time = 0; time < times; time += 1) {
      device.startNewEpoch();
      // Five times in one stream, and in five epochs by turns: there, no stream is common to them that one could wait
      // for, and the keys of the tables are all that helps.
      const documents = [1, 2, 3, 4].map((serial) => aReplyDocument(4 * time + serial));
      const consignments = Array.from({ length: atOnce }, () => {
        if (time % 2 === 0 || device.events.length === 0) device.startNewEpoch();
        if (device.events.length === 0) device.seal(...documents);
        return { epoch: device.epoch, bytes: device.consignment(1, documents.length) };
      });
      const answers = await Promise.all(consignments.map(({ epoch, bytes }) => sendIn(device, epoch, bytes)));
      expect(answers.map(({ status }) => status)).toEqual(consignments.map(() => 200));
    }
    expect(await storedEvents(headquarters.database)).toEqual({ rows: 4 * times, different: 4 * times });
    await headquarters.stop();
  },
);

/** `send` reads the epoch before it first waits, so each call goes to its own. */
async function sendIn(device: SendingDevice, epoch: number, bytes: Buffer): Promise<Answer> {
  device.epoch = epoch;
  return await device.send(bytes);
}

it('[S10] where a look-up stands in for the key, the same is kept five times', async () => {
  const guarded = await storedByFive(
    async () => {},
    async () => {},
  );
  expect(guarded).toEqual({ rows: 4, different: 4 });
  const together = Promise.withResolvers<void>();
  let here = 0;
  const unguarded = await storedByFive(
    async ({ pool }) => {
      await pool.query(`
        alter table event drop constraint event_pkey;
        create function look_first() returns trigger language plpgsql as $$ begin
          if exists (select from event as known
                     where known.consultation_id = new.consultation_id and known.event_id = new.event_id)
          then return null; end if;
          return new;
        end $$;
        create trigger look_first before insert on event for each row execute function look_first()`);
    },
    async () => {
      here += 1;
      if (here === atOnce) together.resolve();
      await together.promise;
    },
  );
  expect(unguarded).toEqual({ rows: 4 * atOnce, different: 4 });
});

/** What is stored when five transactions bring the same four events at once; each waits for `stored` to commit. */
async function storedByFive(
  change: (database: Database) => Promise<void>,
  stored: () => Promise<void>,
): Promise<{ readonly rows: number; readonly different: number }> {
  const { database } = await aDatabase();
  await change(database);
  const bytes = Buffer.from('{}');
  const events = [1, 2, 3, 4].map((seq): ReceivedEvent => {
    const { event, replyId, consultation } = aReplyDocument(seq);
    const envelope = { seq, eventId: event.id, kind: event.kind, consultationId: consultation.id, replyId };
    return { ...envelope, digest: hashOf(bytes), start: 0, size: bytes.length };
  });
  const bringer = { deviceId: DeviceId.parse(uuidv7()), isParked: false };
  await Promise.all(
    Array.from({ length: atOnce }, () =>
      transaction(database, async (db) => {
        await storeEvents(db, bringer, bytes, events);
        await stored();
      }),
    ),
  );
  const found = await storedEvents(database);
  await database.close();
  return found;
}
