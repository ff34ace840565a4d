import type { WritableDb } from './db.ts';
import { migrate } from './migrate.ts';
import { scanMigrations } from './migrations/scan-migrations.ts';
import { storeMigrations } from './migrations/store-migrations.ts';
import { openWritable, type StoreKey } from './open-database.ts';
import { startReader, type Reader } from './reader.ts';
import { lockStore } from './store-lock.ts';
import type { StoreFiles } from './store-folder.ts';

export interface OpenStore {
  readonly db: WritableDb;
  readonly scans: WritableDb;
  readonly reader: Reader;
  close(): Promise<void>;
}

/**
 * Opens the unit's store, or makes it (`isNew`), and brings it to this version.
 * @throws PostbagError STORE_IN_USE, STORE_NOT_A_STORE, STORE_NEWER, STORE_UNSAFE, MIGRATION_FAILED, DISK_FULL
 */
export function openStore(files: StoreFiles, key: StoreKey, options: { readonly isNew: boolean }): OpenStore {
  const lock = lockStore(files.lock);
  const opened: WritableDb[] = [];
  try {
    const db = openWritable(files.store, key, { mustExist: !options.isNew });
    opened.push(db);
    migrate(db, storeMigrations);
    // Scans may be missing (a backup without them): keying goes on from the paper, so they are made anew.
    const scans = openWritable(files.scans, key, { mustExist: false });
    opened.push(scans);
    migrate(scans, scanMigrations);
    const reader = startReader(files.store, key);
    return {
      db,
      scans,
      reader,
      async close() {
        await reader.close();
        for (const handle of opened) handle.close();
        lock.release();
      },
    };
  } catch (error) {
    for (const handle of opened) handle.close();
    lock.release();
    throw error;
  }
}
