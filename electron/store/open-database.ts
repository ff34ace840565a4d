import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { PostbagError } from '../../contract/errors.ts';
import type { ReadableDb, WritableDb } from './db.ts';
import { refusalOfSqlite } from './sqlite-refusal.ts';

// Opens one encrypted SQLite file with the settings that the program's promises rest on, and reads every one
// of them back: journal_mode=WAL silently sets synchronous=NORMAL, and a build without a cipher silently
// ignores the key.

/** The 32 random bytes that open a store. Held in memory while the store is open, on disk only wrapped. */
export type StoreKey = Buffer & { readonly brand?: 'StoreKey' };

const plainHeader = 'SQLite format 3\0';

function hasPlainHeader(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    return readSync(descriptor, head, 0, 16, 0) === 16 && head.toString('latin1') === plainHeader;
  } finally {
    closeSync(descriptor);
  }
}

interface OpenOptions {
  readonly readonly?: boolean;
  /** Opening what isn't there is an error unless the store is being created. */
  readonly mustExist?: boolean;
}

function connect(file: string, key: StoreKey, options: OpenOptions): Database.Database {
  const db = new Database(file, {
    readonly: options.readonly ?? false,
    fileMustExist: options.mustExist ?? true,
  });
  try {
    db.pragma(`cipher='sqlcipher'`);
    db.pragma('legacy=4');
    db.pragma(`key="x'${key.toString('hex')}'"`);
    // A wrong key shows only at the first read.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

function demand(db: Database.Database, setting: string, wanted: string | number): void {
  const value: unknown = db.pragma(setting, { simple: true });
  if (value !== wanted) throw new PostbagError('STORE_UNSAFE', { setting, value: String(value) });
}

/** Reads back what a writing connection rests on. @throws PostbagError STORE_UNSAFE naming the setting */
export function demandSafeSettings(db: Database.Database): void {
  demand(db, 'journal_mode', 'wal');
  demand(db, 'synchronous', 2);
  demand(db, 'foreign_keys', 1);
  demand(db, 'recursive_triggers', 1);
}

/**
 * Opens a store file for writing: SQLCipher 4 layout, WAL, synchronous=FULL, foreign keys.
 * @throws PostbagError STORE_NOT_A_STORE (wrong key, plain or damaged file), STORE_UNSAFE, DISK_FULL, STORE_NO_PERMISSION
 */
export function openWritable(
  file: string,
  key: StoreKey,
  options: { readonly mustExist: boolean },
): WritableDb {
  let db: Database.Database | undefined;
  try {
    // SQLite would take a file of no length for a new database, and everybody in it for unknown.
    if (options.mustExist && existsSync(file) && statSync(file).size === 0)
      throw new PostbagError('STORE_NOT_A_STORE', { file: basename(file) });
    if (existsSync(file) && hasPlainHeader(file))
      throw new PostbagError('STORE_NOT_A_STORE', { file: basename(file) });
    db = connect(file, key, options);
    const [{ version } = { version: '' }] = db
      .prepare<[], { version: string }>('SELECT sqlite_version() AS version')
      .all();
    // Before 3.51.3 a WAL reset can corrupt the file.
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    if (major * 1_000_000 + minor * 1_000 + patch < 3_051_003) {
      throw new PostbagError('STORE_UNSAFE', { setting: 'sqlite_version', value: version });
    }
    db.pragma('journal_mode=WAL');
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    // Otherwise INSERT OR REPLACE deletes a row without a word to the triggers that keep it.
    db.pragma('recursive_triggers=ON');
    db.pragma('busy_timeout=5000');
    db.pragma('cache_size=-65536');
    demandSafeSettings(db);
    return db as WritableDb;
  } catch (error) {
    db?.close();
    throw refusalOfSqlite(error, file);
  }
}

/** A second connection that can't write, for the reader thread. */
export function openReadable(file: string, key: StoreKey): ReadableDb {
  try {
    const db = connect(file, key, { readonly: true });
    db.pragma('cache_size=-65536');
    db.pragma('query_only=ON');
    demand(db, 'query_only', 1);
    return db as ReadableDb;
  } catch (error) {
    throw refusalOfSqlite(error, file);
  }
}

/**
 * A connection beside the one writer, for a copy or a checkpoint. It could write, because SQLite makes neither with
 * one that couldn't, but adds nothing and changes nothing.
 */
export function openBesideWriter(file: string, key: StoreKey): WritableDb {
  let db: Database.Database | undefined;
  try {
    db = connect(file, key, {});
    // A checkpoint waits for the disk as its connection is told to.
    db.pragma('synchronous=FULL');
    demand(db, 'synchronous', 2);
    db.pragma('busy_timeout=5000');
    return db as WritableDb;
  } catch (error) {
    db?.close();
    throw refusalOfSqlite(error, file);
  }
}
