import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BackupId } from '../../../contract/bridge/backups.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { migrate, versionOf } from '../migrate.ts';
import { scanMigrations } from '../migrations/scan-migrations.ts';
import { openBesideWriter, openWritable, type StoreKey } from '../open-database.ts';
import { copyScans, countScans, countStore, writeCopy } from '../queries/copy-database.ts';
import { verifyAuditChain } from '../queries/audit.ts';
import type { ScanCounts, StoreCounts } from '../queries/copy-database.ts';
import { syncFile, syncFolder } from '../sync-to-disk.ts';
import {
  listBackups,
  removeOldBackups,
  removeUnfinished,
  unfinishedName,
  writeManifest,
} from './backup-files.ts';
import type { Backup, BackupManifest } from './backup-files.ts';
import { checkContents, reading } from './check-backup.ts';
import { digestFile } from './digest-file.ts';
import { refusalOfBackup } from './refusal-of-backup.ts';

// Makes one backup, in a thread of its own: copies, reads back, and only then gives it its name. Whatever ends this,
// a kill included, leaves the earlier backups as they were.

/** What a backup is made of and where to. */
export interface BackupOrder {
  readonly id: BackupId;
  /** The store's three files. */
  readonly store: string;
  readonly scans: string;
  readonly keyring: string;
  /** The folder that the backups lie in. */
  readonly folder: string;
  readonly nowMs: number;
}

/** How the work is watched from outside. */
export interface BackupWatch {
  /** Throws once somebody has cancelled. */
  readonly demandGoingOn: () => void;
  readonly tell: (doneBytes: number, totalBytes: number) => void;
}

/** Room that is left to the store itself, which may lie on the same disk: keying must go on. */
const roomToLeaveBytes = 4 * 1024 * 1024;

/** @throws PostbagError BACKUP_CANCELLED, BACKUP_DISK_FULL, BACKUP_NO_PERMISSION, BACKUP_FAILED */
export function makeBackup(order: BackupOrder, key: StoreKey, watch: BackupWatch): Backup {
  const folder = join(order.folder, unfinishedName(order.id));
  try {
    mkdirSync(order.folder, { recursive: true, mode: 0o700 });
    removeUnfinished(order.folder);
    demandRoom(order);
    mkdirSync(folder, { mode: 0o700 });
    const manifest = fill(folder, order, key, watch);
    writeManifest(folder, manifest);
    const named = join(order.folder, order.id);
    renameSync(folder, named);
    syncFolder(order.folder);
    removeOldBackups(order.folder);
    return { id: order.id, folder: named, manifest };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw refusalOfBackup(error, order.folder);
  }
}

function fill(folder: string, order: BackupOrder, key: StoreKey, watch: BackupWatch): BackupManifest {
  const totalBytes = sizeOf(order.store) + sizeOf(order.scans);
  watch.tell(0, totalBytes);
  const copied = copyStore(order.store, join(folder, 'store.postbag'), key);
  watch.demandGoingOn();
  const storeBytes = sizeOf(order.store);
  watch.tell(Math.min(storeBytes, totalBytes), totalBytes);
  const scans = fillScans(folder, order, key, (doneBytes) => {
    watch.demandGoingOn();
    watch.tell(Math.min(storeBytes + doneBytes, totalBytes), totalBytes);
  });
  copyFileSync(order.keyring, join(folder, 'keyring.json'));
  syncFile(join(folder, 'keyring.json'));
  watch.demandGoingOn();
  const storeVersion = copied.version;
  // A broken audit is said and noted, and the backup is kept all the same: it is needed then more than ever.
  const { replies, audit } = reading(folder, 'store.postbag', key, (db) => {
    const counts = countStore(db);
    demandBetween(copied.before, counts, copied.after);
    return { replies: counts.replies, audit: verifyAuditChain(db) };
  });
  watch.demandGoingOn();
  checkContents(folder, key, { storeVersion, replies, scans });
  const digest = (name: string) => digestFile(join(folder, name), watch.demandGoingOn);
  return {
    format: 'postbag-backup/1',
    storeId: storeIdIn(order.keyring),
    storeVersion,
    madeAtMs: order.nowMs,
    replies,
    scans,
    verifiedAtMs: order.nowMs,
    audit,
    files: {
      'store.postbag': digest('store.postbag'),
      'scans.postbag': digest('scans.postbag'),
      'keyring.json': digest('keyring.json'),
    },
  };
}

interface CopiedStore {
  readonly version: number;
  readonly before: StoreCounts;
  readonly after: StoreCounts;
}

function copyStore(file: string, target: string, key: StoreKey): CopiedStore {
  const db = openBesideWriter(file, key);
  try {
    const before = countStore(db);
    writeCopy(db, target);
    syncFile(target);
    return { version: versionOf(db), before, after: countStore(db) };
  } finally {
    db.close();
  }
}

/** The store goes on being written while it is copied, so the copy lies between what it was before and after. */
function demandBetween(before: StoreCounts, copy: StoreCounts, after: StoreCounts): void {
  for (const name of Object.keys(before) as (keyof StoreCounts)[]) {
    if (copy[name] < before[name] || copy[name] > after[name]) {
      throw new PostbagError('BACKUP_DAMAGED', {
        reason: `${name}: ${copy[name]} copied, ${before[name]} to ${after[name]} in the store`,
      });
    }
  }
}

/** Scans only grow, and are large: where no page came since the last backup, its file is this one's too. */
function fillScans(
  folder: string,
  order: BackupOrder,
  key: StoreKey,
  afterSome: (doneBytes: number) => void,
): ScanCounts {
  const target = join(folder, 'scans.postbag');
  const from = openBesideWriter(order.scans, key);
  try {
    const counts = countScans(from);
    const last = listBackups(order.folder).find(({ manifest }) => manifest.verifiedAtMs !== null);
    const { pages, bytes } = last?.manifest.scans ?? { pages: -1, bytes: -1 };
    if (last !== undefined && pages === counts.pages && bytes === counts.bytes) {
      if (isLinked(join(last.folder, 'scans.postbag'), target, last, key)) return counts;
    }
    const to = openWritable(target, key, { mustExist: false });
    try {
      migrate(to, scanMigrations);
      copyScans(from, to, afterSome);
      const copied = countScans(to);
      // One file and no log beside it.
      to.pragma('journal_mode=DELETE');
      return copied;
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
}

/** Shares the last backup's file, if it is still as it was written and the disk knows how to share. */
function isLinked(existing: string, target: string, last: Backup, key: StoreKey): boolean {
  try {
    const { sha256 } = digestFile(existing);
    if (sha256 !== last.manifest.files['scans.postbag'].sha256) return false;
    reading(dirname(existing), basename(existing) as 'scans.postbag', key, () => null);
    linkSync(existing, target);
    return true;
  } catch {
    return false;
  }
}

function demandRoom(order: BackupOrder): void {
  const { bavail, bsize } = statfsSync(order.folder);
  const needed = sizeOf(order.store) + sizeOf(`${order.store}-wal`) + roomToLeaveBytes;
  if (bavail * bsize < needed) throw new PostbagError('BACKUP_DISK_FULL', { folder: order.folder });
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function storeIdIn(keyring: string): string {
  return String((JSON.parse(readFileSync(keyring, 'utf8')) as { storeId: unknown }).storeId);
}
