import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { PostbagError } from '../../../contract/errors.ts';
import { EpochMs } from '../../../contract/records/calendar-date.ts';
import { PersonId } from '../../../contract/records/id.ts';
import type { StoreFiles } from '../store-folder.ts';
import { syncFolder } from '../sync-to-disk.ts';
import { writeFileSafely } from '../write-file-safely.ts';
import { backedUpFiles, type Backup } from './backup-files.ts';
import { checkDigests } from './check-backup.ts';
import { copyFile } from './second-folder.ts';

// Puts a backup in the place of the store. Three files can't be exchanged in one step, so what is to be done is
// written down first (`restoring.json`) and then done, step by step, in an order in which each step can be seen to
// have been done. Whoever opens the store afterwards finishes what was begun: before the note there is the old store,
// after it there will be the new one. Nothing is deleted; the old files go into a folder `store-set-aside-…`.

type FileName = (typeof backedUpFiles)[number];

const RestoreNote = z.strictObject({
  format: z.literal('postbag-restore/1'),
  /** Which files are exchanged: a lost keyring needs only itself. */
  names: z.array(z.enum(backedUpFiles)),
  setAside: z.string(),
  backupId: z.string(),
  backupMadeAtMs: EpochMs,
  restoredAtMs: EpochMs,
  restoredBy: PersonId.nullable(),
});
export type RestoreNote = z.infer<typeof RestoreNote>;

const incomingFolder = (files: StoreFiles): string => join(files.folder, 'restoring');

export interface RestoreOrder {
  readonly backup: Backup;
  readonly names: readonly FileName[];
  readonly nowMs: number;
  readonly by: PersonId | null;
}

/**
 * Exchanges files of the store for those of a backup. The caller holds the store's lock, and nothing is open.
 * @param afterStep is called after each step with its name; tests end the program there
 * @throws PostbagError BACKUP_DAMAGED, RESTORE_FAILED
 */
export function restoreBackup(
  files: StoreFiles,
  order: RestoreOrder,
  afterStep: (step: string) => void = () => {},
): void {
  try {
    bringIn(files, order, afterStep);
    finishRestore(files, afterStep);
  } catch (error) {
    if (error instanceof PostbagError) throw error;
    throw new PostbagError('RESTORE_FAILED', { reason: reasonOf(error) });
  }
}

/** Copies the backup beside the store and decides: with the note, the exchange is as good as made. */
function bringIn(files: StoreFiles, order: RestoreOrder, afterStep: (step: string) => void): void {
  const { backup, names, nowMs, by } = order;
  checkDigests(backup.folder, backup.manifest);
  afterStep('checked');
  const incoming = incomingFolder(files);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  for (const name of backedUpFiles) {
    copyFile(join(backup.folder, name), join(incoming, name), () => {});
    afterStep(`copied ${name}`);
  }
  // What arrived is what was checked.
  checkDigests(incoming, backup.manifest);
  for (const name of backedUpFiles) if (!names.includes(name)) rmSync(join(incoming, name));
  syncFolder(incoming);
  afterStep('checked again');
  const note: RestoreNote = {
    format: 'postbag-restore/1',
    names: [...names],
    setAside: freeName(files, nowMs),
    backupId: backup.id,
    backupMadeAtMs: backup.manifest.madeAtMs,
    restoredAtMs: nowMs,
    restoredBy: by,
  };
  writeFileSafely(files.restoring, `${JSON.stringify(note, null, 2)}\n`);
  afterStep('noted');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full';
  return error instanceof Error ? error.message : String(error);
}

/**
 * Finishes a restore that was begun, or clears away one that had not yet decided anything. The caller holds the lock.
 */
export function finishRestore(files: StoreFiles, afterStep: (step: string) => void = () => {}): void {
  const incoming = incomingFolder(files);
  if (!existsSync(files.restoring)) {
    if (existsSync(incoming)) rmSync(incoming, { recursive: true, force: true });
    return;
  }
  const note = RestoreNote.parse(JSON.parse(readFileSync(files.restoring, 'utf8')));
  const setAside = join(files.folder, note.setAside);
  mkdirSync(setAside, { recursive: true, mode: 0o700 });
  for (const name of note.names) {
    // As long as the new file hasn't moved in, whatever bears the name is of the old store.
    if (!existsSync(join(incoming, name))) continue;
    for (const old of [`${name}-shm`, `${name}-wal`, name]) {
      if (!existsSync(join(files.folder, old))) continue;
      renameSync(join(files.folder, old), join(setAside, old));
      afterStep(`set aside ${old}`);
    }
    if (name === basename(files.store)) rmSync(files.openMark, { force: true });
    syncFolder(setAside);
    syncFolder(files.folder);
    renameSync(join(incoming, name), join(files.folder, name));
    syncFolder(files.folder);
    afterStep(`moved in ${name}`);
  }
  rmSync(incoming, { recursive: true, force: true });
  afterStep('cleared');
  renameSync(files.restoring, files.restored);
  syncFolder(files.folder);
  afterStep('finished');
}

export function isRestoreBegun(files: StoreFiles): boolean {
  return existsSync(files.restoring) || existsSync(incomingFolder(files));
}

/** What the last restore left for the next opening to record, or null. */
export function readRestored(files: StoreFiles): RestoreNote | null {
  if (!existsSync(files.restored)) return null;
  try {
    return RestoreNote.parse(JSON.parse(readFileSync(files.restored, 'utf8')));
  } catch {
    return null;
  }
}

function freeName(files: StoreFiles, nowMs: number): string {
  const plain = `store-set-aside-${new Date(nowMs).toISOString().slice(0, 10)}`;
  let name = plain;
  for (let number = 2; existsSync(join(files.folder, name)); number++) name = `${plain}-${number}`;
  return name;
}
