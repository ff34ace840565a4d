import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { connect } from '../../headquarters/database/database.ts';
import { startCluster, stopCluster } from '../../headquarters/database/embedded/cluster.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { DiskNotAwaitedError, startHeadquarters } from '../../headquarters/start.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { aDatabase, command } from '../support/test-database.ts';
import { whenSomebodyWaits } from '../support/when-somebody-waits.ts';

it('[S9] what a receipt says waits for the disk, though the database is set not to', async () => {
  const { database, url } = await aDatabase();
  // Each event notes what its transaction is set to.
  await command(
    url,
    `create table setting_seen (value text);
     create function see_setting() returns trigger language plpgsql as $$ begin
       insert into setting_seen values (current_setting('synchronous_commit'));
       return new;
     end $$;
     create trigger see_setting after insert on event for each row execute function see_setting();
     create trigger see_setting after insert on event_status for each row execute function see_setting();
     do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`,
  );
  const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
  const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
  const device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
  device.seal(aReplyDocument(1));
  await device.sendAll();
  // What became of it is told as of a number, which must not be given out a second time after a crash.
  await running.projector.idle();
  const { rows } = await database.pool.query('select value from setting_seen');
  expect(rows).toEqual([{ value: 'on' }, { value: 'on' }]);
  expect((await database.pool.query('show synchronous_commit')).rows).toEqual([
    { synchronous_commit: 'off' },
  ]);
  await running.stop();
  await database.close();
});

it('[S9] nothing is answered before the commit, and nothing is kept of what does not commit', async () => {
  const { database, url } = await aDatabase();
  // The commit waits for whoever holds the lock, as it would for a disk that takes its time.
  await command(
    url,
    `create function wait_at_commit() returns trigger language plpgsql as $$ begin
       perform pg_advisory_xact_lock(1);
       return null;
     end $$;
     create constraint trigger wait_at_commit after insert on event deferrable initially deferred
       for each row execute function wait_at_commit()`,
  );
  const running = await startHeadquarters(database, { host: '127.0.0.1', port: 0 });
  const { secret } = await makeEnrolmentSecret(database, 'Invented Unit');
  const device = await enrolDevice(writeEnrolmentCode({ address: running.address, secret }));
  device.seal(aReplyDocument(1));
  const holder = new Client({ connectionString: url });
  await holder.connect();
  await holder.query('select pg_advisory_lock(1)');
  const sends = () => device.send(device.consignment(1, 1));
  let isAnswered = false;
  const first = sends().finally(() => (isAnswered = true));
  await whenSomebodyWaits(database);
  // Everything is stored but for the commit. Whoever asks meanwhile is answered, and hears of nothing.
  expect((await device.head()).head.seq).toBe(0);
  expect(isAnswered).toBe(false);
  await holder.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where wait_event_type = 'Lock' and datname = current_database()`,
  );
  expect((await first).body).toMatchObject({ ok: false, error: { code: 'BUSY' } });
  expect((await device.head()).head.seq).toBe(0);
  const second = sends();
  await whenSomebodyWaits(database);
  await holder.query('select pg_advisory_unlock(1)');
  expect((await second).status).toBe(200);
  expect((await device.head()).head.seq).toBe(1);
  await holder.end();
  await running.stop();
  await database.close();
});

it('[S9] a PostgreSQL that does not wait for the disk is refused; half a password is not taken for a whole', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-fsync-'));
  // What a power cut leaves of a start that was settling the password.
  await writeFile(path.join(folder, 'postgres.password.new'), 'half');
  const url = await startCluster(folder);
  try {
    expect(await readdir(folder)).not.toContain('postgres.password.new');
    await command(url, 'alter system set fsync = off');
    await stopCluster(folder);
    const database = connect(await startCluster(folder), () => {});
    await expect(startHeadquarters(database, { host: '127.0.0.1', port: 0 })).rejects.toThrow(
      DiskNotAwaitedError,
    );
    await database.close();
  } finally {
    await stopCluster(folder);
    await rm(folder, { recursive: true, force: true });
  }
});
