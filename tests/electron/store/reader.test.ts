import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { migrate } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { startReader } from '../../../electron/store/reader.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

const anyBatches = { consultationId: null, states: [], offset: 0, limit: 10 };

it('tells whoever waits that its thread has died, and answers the next question with a new one', async () => {
  const folder = temporaryFolder();
  folders.push(folder);
  const file = join(folder, 'store.postbag');
  // No store yet: the thread dies of it.
  writeFileSync(file, 'not a store '.repeat(1000));
  const key = randomBytes(32);
  const reader = startReader(file, key);
  await expect(reader.ask('listBatches', anyBatches)).rejects.toThrow('STORE_NOT_A_STORE');
  rmSync(file);
  const db = openWritable(file, key, { mustExist: false });
  migrate(db, storeMigrations);
  await expect(reader.ask('listBatches', anyBatches)).resolves.toMatchObject({ total: 0 });
  await reader.close();
  await expect(reader.ask('listBatches', anyBatches)).rejects.toThrow('ended');
  db.close();
});

it('that is closed while it begins is let come to its beginning: ended while it loads SQLite, it takes the program along', async () => {
  const folder = temporaryFolder();
  folders.push(folder);
  const file = join(folder, 'store.postbag');
  const key = randomBytes(32);
  const db = openWritable(file, key, { mustExist: false });
  migrate(db, storeMigrations);
  const happened: unknown[] = [];
  process.once('worker', (thread) => {
    thread.on('message', (said) => happened.push(said));
    thread.on('exit', () => happened.push('ended'));
  });
  await startReader(file, key).close();
  expect(happened).toEqual(['open', 'ended']);
  db.close();
});
