import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { PostbagError } from '../../../contract/errors.ts';
import { syncFolder } from '../sync-to-disk.ts';
import {
  backedUpFiles,
  removeOldBackups,
  removeUnfinished,
  unfinishedName,
  writeManifest,
} from './backup-files.ts';
import type { Backup } from './backup-files.ts';
import { checkDigests } from './check-backup.ts';
import { refusalOfBackup } from './refusal-of-backup.ts';

/**
 * The folder for this store's backups within the one that a supervisor chose: several units, or a copy of this store,
 * may use the same disk, and none takes away what another one keeps there.
 */
export const ownFolderIn = (secondFolder: string, placeMark: string): string =>
  join(secondFolder, `postbag-backups-${placeMark.slice(0, 8)}`);

const blockBytes = 1024 * 1024;

/**
 * Copies a finished backup to another disk and reads it back there.
 * @throws PostbagError BACKUP_FOLDER_AWAY, BACKUP_CANCELLED, BACKUP_DISK_FULL, BACKUP_NO_PERMISSION, BACKUP_FAILED
 */
export function copyToSecondFolder(
  backup: Backup,
  secondFolder: string,
  ownFolder: string,
  demandGoingOn: () => void,
): void {
  // A stick that isn't plugged in: its folder must not be made on this disk in its place.
  if (!existsSync(secondFolder)) throw new PostbagError('BACKUP_FOLDER_AWAY', { folder: secondFolder });
  const folder = join(ownFolder, unfinishedName(backup.id));
  try {
    mkdirSync(ownFolder, { recursive: true });
    removeUnfinished(ownFolder);
    mkdirSync(folder);
    for (const name of backedUpFiles) copyFile(join(backup.folder, name), join(folder, name), demandGoingOn);
    checkDigests(folder, backup.manifest, demandGoingOn);
    writeManifest(folder, backup.manifest);
    const named = join(ownFolder, backup.id);
    renameSync(folder, named);
    syncFolder(ownFolder);
    removeOldBackups(ownFolder);
  } catch (error) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // A disk that was pulled out: what is left there is called unfinished, and goes with the next backup.
    }
    throw refusalOfBackup(error, secondFolder);
  }
}

/** Block by block, so that a slow disk can be left in the middle. */
export function copyFile(from: string, to: string, beforeBlock: () => void): void {
  const block = Buffer.alloc(blockBytes);
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'w', 0o600);
    try {
      for (;;) {
        beforeBlock();
        const read = readSync(source, block);
        if (read === 0) break;
        for (let written = 0; written < read;) written += writeSync(target, block, written, read - written);
      }
      fsyncSync(target);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}
