import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { placeChange, type StorePlace } from '../../contract/sync/store-place.ts';
import { readRestored, type RestoreNote } from './backup/restore.ts';
import { inTransaction, type ReadableDb, type WritableDb } from './db.ts';
import { openReadable, type StoreKey } from './open-database.ts';
import { appendAudit } from './queries/audit.ts';
import { insertStorePlace, listUnsentReplies, readStorePlace } from './queries/store-places.ts';
import { storeFilesIn, type StoreFiles } from './store-folder.ts';

/**
 * At each opening: whether the store lies where it was last open, or was moved, copied or restored since (S7). What
 * changed is noted in the store itself, with the restore's entry in the audit.
 */
export function noticePlace(db: WritableDb, files: StoreFiles, key: StoreKey, nowMs: number): void {
  const now = placeNow(files);
  const restored = readRestored(files);
  const hasNewStore = restored?.names.includes('store.postbag') === true;
  const before = readStorePlace(db) ?? null;
  const change = placeChange(before, now, before !== null && existsSync(storeFilesIn(before.folder).store));
  if (restored === null && change === 'same') return;
  const unsentReplies =
    restored && hasNewStore ? countUnsent(db, join(files.folder, restored.setAside), key) : null;
  inTransaction(db, () => {
    if (hasNewStore || change !== 'same') {
      insertStorePlace(db, {
        ...now,
        mark: randomBytes(16).toString('hex'),
        why: hasNewStore ? 'restored' : change === 'same' ? 'moved' : change,
        noticedAtMs: nowMs,
        backupMadeAtMs: hasNewStore ? restored.backupMadeAtMs : null,
        setAside: hasNewStore ? join(files.folder, restored.setAside) : null,
        unsentReplies,
      });
    }
    if (restored !== null) recordRestore(db, restored, unsentReplies);
    else if (change === 'copied') recordCopy(db, before, now, nowMs);
  });
  rmSync(files.restored, { force: true });
}

function placeNow(files: StoreFiles): StorePlace {
  const { ino } = statSync(files.store, { bigint: true });
  return { folder: files.folder, machine: hostname(), fileNumber: ino.toString() };
}

/** How many replies the store that was set aside has further than this one, or null where it can't be opened. */
function countUnsent(db: ReadableDb, setAside: string, key: StoreKey): number | null {
  let old: ReadableDb | undefined;
  try {
    old = openReadable(storeFilesIn(setAside).store, key);
    const here = new Map(listUnsentReplies(db).map(({ id, standing }) => [id, standing]));
    return listUnsentReplies(old).filter(({ id, standing }) => here.get(id) !== standing).length;
  } catch {
    return null;
  } finally {
    old?.close();
  }
}

function recordRestore(db: WritableDb, note: RestoreNote, unsentReplies: number | null): void {
  appendAudit(db, {
    atMs: note.restoredAtMs,
    // Before sign-in nobody is known; and whoever came after the backup isn't in this store.
    personId: null,
    act: 'backups.restore',
    subject: note.backupId,
    details: {
      files: note.names,
      backupMadeAtMs: note.backupMadeAtMs,
      setAside: note.setAside,
      restoredBy: note.restoredBy,
      unsentReplies,
    },
  });
}

function recordCopy(db: WritableDb, before: StorePlace | null, now: StorePlace, nowMs: number): void {
  appendAudit(db, {
    atMs: nowMs,
    personId: null,
    act: 'store.copied',
    subject: 'store',
    details: { from: before && { folder: before.folder, machine: before.machine }, to: now },
  });
}
