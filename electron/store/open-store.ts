import { closeSync, openSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';
import { finishRestore } from './backup/restore.ts';
import { checkpointBeside } from './checkpoints.ts';
import type { WritableDb } from './db.ts';
import { migrate } from './migrate.ts';
import { scanMigrations } from './migrations/scan-migrations.ts';
import { storeMigrations } from './migrations/store-migrations.ts';
import { openWritable, type StoreKey } from './open-database.ts';
import { startReader, type Reader } from './reader.ts';
import { noticePlace } from './notice-place.ts';
import { refusalOfSqlite } from './sqlite-refusal.ts';
import { lockStore } from './store-lock.ts';
import { isLogMissing, type StoreFiles } from './store-folder.ts';
import { syncFolder } from './sync-to-disk.ts';

export interface OpenStore {
  readonly db: WritableDb;
  readonly scans: WritableDb;
  readonly reader: Reader;
  close(): Promise<void>;
}

/**
 * Opens the unit's store, or makes it (`isNew`), and brings it to this version.
 * @throws PostbagError STORE_IN_USE, STORE_NOT_A_STORE, STORE_NEWER, STORE_UNSAFE, MIGRATION_FAILED,
 *   STORE_DISK_FULL, STORE_LOG_MISSING
 */
export function openStore(
  files: StoreFiles,
  key: StoreKey,
  options: { readonly isNew: boolean; readonly nowMs?: number },
): OpenStore {
  const lock = lockForOpening(files);
  const opened: WritableDb[] = [];
  try {
    finishRestore(files);
    if (isLogMissing(files)) {
      throw new PostbagError('STORE_LOG_MISSING', { file: `${basename(files.store)}-wal` });
    }
    const db = openWritable(files.store, key, { mustExist: !options.isNew });
    opened.push(db);
    migrate(db, storeMigrations);
    // Scans may be missing (a backup without them): keying goes on from the paper, so they are made anew.
    const scans = openWritable(files.scans, key, { mustExist: false });
    opened.push(scans);
    migrate(scans, scanMigrations);
    markOpen(files);
    noticePlace(db, files, key, options.nowMs ?? Date.now());
    const reader = startReader(files.store, key);
    const checkpoints = [
      checkpointBeside(db, files.store, key),
      checkpointBeside(scans, files.scans, key),
    ] as const;
    return {
      db,
      scans,
      reader,
      async close() {
        await Promise.all([reader, ...checkpoints].map((beside) => beside.close()));
        // Before SQLite takes its log away: whoever comes between the two finds no log missing.
        takeMarkAway(files);
        for (const handle of opened) handle.close();
        lock.release();
      },
    };
  } catch (error) {
    // What was opened is closed in order, and its log taken up.
    if (opened.length > 0) rmSync(files.openMark, { force: true });
    for (const handle of opened) handle.close();
    lock.release();
    throw refusalOfOpening(error, files);
  }
}

/** With the log, which SQLite has made by now: both names reach the disk together. */
function markOpen(files: StoreFiles): void {
  closeSync(openSync(files.openMark, 'w', 0o600));
  syncFolder(files.folder);
}

function takeMarkAway(files: StoreFiles): void {
  try {
    rmSync(files.openMark, { force: true });
    syncFolder(files.folder);
  } catch {
    // The folder is gone, or its disk: closing goes on, and the next opening finds the log where the mark is.
  }
}

function lockForOpening(files: StoreFiles): ReturnType<typeof lockStore> {
  try {
    return lockStore(files.lock);
  } catch (error) {
    throw refusalOfOpening(error, files);
  }
}

/** At the opening nobody has typed anything yet, so a full disk is said in other words than while keying. */
function refusalOfOpening(error: unknown, files: StoreFiles): unknown {
  const refusal = refusalOfSqlite(error, files.store);
  return refusal instanceof PostbagError && refusal.code === 'DISK_FULL'
    ? new PostbagError('STORE_DISK_FULL', {})
    : refusal;
}
