import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inTransaction, RowCountError, write } from '../../../electron/store/db.ts';
import { migrate, versionOf, type Migration } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { demandSafeSettings, openReadable, openWritable } from '../../../electron/store/open-database.ts';
import { setSetting, settingOf } from '../../../electron/store/queries/settings.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function storeFile(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return join(folder, 'store.postbag');
}

const key = randomBytes(32);

describe('opening', () => {
  it('has WAL, synchronous=FULL and foreign keys on at every open, the second and third too', () => {
    const file = storeFile();
    for (let round = 0; round < 3; round++) {
      const db = openWritable(file, key, { mustExist: round > 0 });
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
      if (round === 0) migrate(db, storeMigrations);
      db.close();
    }
  });

  it.each([
    ['synchronous', 'NORMAL'],
    ['journal_mode', 'DELETE'],
    ['foreign_keys', 'OFF'],
    ['recursive_triggers', 'OFF'],
  ])('would refuse a connection whose %s reads back as %s: STORE_UNSAFE', (setting, value) => {
    const db = openWritable(storeFile(), key, { mustExist: false });
    db.pragma(`${setting}=${value}`);
    expect(() => demandSafeSettings(db)).toThrow(
      expect.objectContaining({ code: 'STORE_UNSAFE', details: expect.objectContaining({ setting }) }),
    );
    db.close();
  });

  it('refuses another key: STORE_NOT_A_STORE', () => {
    const file = storeFile();
    const db = openWritable(file, key, { mustExist: false });
    migrate(db, storeMigrations);
    db.close();
    expect(() => openWritable(file, randomBytes(32), { mustExist: true })).toThrow('STORE_NOT_A_STORE');
    expect(() => openReadable(file, randomBytes(32))).toThrow('STORE_NOT_A_STORE');
  });

  it('gives a reading connection that can’t write', () => {
    const file = storeFile();
    const db = openWritable(file, key, { mustExist: false });
    migrate(db, storeMigrations);
    const reading = openReadable(file, key);
    expect(() => reading.exec(`INSERT INTO setting VALUES ('unit_name', 'x')`)).toThrow(
      /readonly|query_only|read-only/i,
    );
    reading.close();
    db.close();
  });
});

describe('migrating', () => {
  const breaks: Migration = {
    version: 99_980,
    name: 'breaks-half-way',
    run: (db) => {
      db.exec(`UPDATE setting SET value = 'changed'; CREATE TABLE half_done (x) STRICT;`);
    },
  };
  const adds: Migration = {
    version: 99_970,
    name: 'adds-a-table',
    run: (db) => void db.exec('CREATE TABLE added (x INTEGER) STRICT'),
  };

  it('puts the store back as it was when a step fails, the steps before it included: MIGRATION_FAILED', () => {
    const db = openWritable(storeFile(), key, { mustExist: false });
    migrate(db, storeMigrations);
    setSetting(db, 'unit_name', 'before');
    const version = versionOf(db);
    // STRICT wants a type for every column, so the last step fails in its second statement.
    expect(() => migrate(db, [...storeMigrations, adds, breaks])).toThrow(
      expect.objectContaining({
        code: 'MIGRATION_FAILED',
        details: expect.objectContaining({ step: '99980-breaks-half-way' }),
      }),
    );
    expect(versionOf(db)).toBe(version);
    expect(settingOf(db, 'unit_name')).toBe('before');
    expect(
      db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('added', 'half_done')`).get(),
    ).toEqual({ n: 0 });
    db.close();
  });

  it('has its steps in rising order, in tens, each with a name of its own', () => {
    const versions = storeMigrations.map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
    expect(new Set(storeMigrations.map(({ name }) => name)).size).toBe(storeMigrations.length);
  });
});

describe('writing', () => {
  it('undoes a write that touched another number of rows than it meant to', () => {
    const db = openWritable(storeFile(), key, { mustExist: false });
    migrate(db, storeMigrations);
    setSetting(db, 'unit_name', 'before');
    setSetting(db, 'store_id', 'before');
    expect(() => inTransaction(db, () => write(db, `UPDATE setting SET value = 'after'`))).toThrow(
      RowCountError,
    );
    expect(settingOf(db, 'unit_name')).toBe('before');
    db.close();
  });
});
