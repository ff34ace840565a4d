import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { connect } from '../../headquarters/database/database.ts';
import { startCluster, stopCluster } from '../../headquarters/database/embedded/cluster.ts';
import { makeEnrolmentSecret } from '../../headquarters/enrolment/issue-code.ts';
import { DiskNotAwaitedError, startHeadquarters } from '../../headquarters/start.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import { aDatabase, command } from '../support/test-database.ts';

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
