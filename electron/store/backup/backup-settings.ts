import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { PostbagError } from '../../../contract/errors.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { inTransaction, type ReadableDb, type WritableDb } from '../db.ts';
import { appendAudit } from '../queries/audit.ts';
import { setSetting, settingOf } from '../queries/settings.ts';
import { readBackupMark } from '../queries/store-places.ts';
import { ownFolderIn } from './second-folder.ts';

/** When a backup is due, and where else it goes. */
export interface BackupSettings {
  readonly everyHours: number;
  readonly secondFolder: string | null;
  /** This store's own folder within the second one. */
  readonly ownFolder: string | null;
}

const usualHours = 24;

export function readBackupSettings(db: ReadableDb): BackupSettings {
  // An empty text stands for none: settings are never deleted.
  const secondFolder = settingOf(db, 'backup_second_folder') || null;
  return {
    everyHours: Number(settingOf(db, 'backup_every_hours') ?? usualHours),
    secondFolder,
    ownFolder: secondFolder === null ? null : ownFolderIn(secondFolder, readBackupMark(db)),
  };
}

/** @throws PostbagError BACKUP_FOLDER_REFUSED */
export function setBackupSettings(
  db: WritableDb,
  settings: Pick<BackupSettings, 'everyHours' | 'secondFolder'>,
  act: { readonly storeFolder: string; readonly by: PersonId; readonly atMs: number },
): void {
  const { everyHours, secondFolder } = settings;
  if (secondFolder !== null && secondFolder !== readBackupSettings(db).secondFolder) {
    const reason = whyNotBackupFolder(secondFolder, act.storeFolder);
    if (reason !== null) throw new PostbagError('BACKUP_FOLDER_REFUSED', { reason });
  }
  inTransaction(db, () => {
    setSetting(db, 'backup_every_hours', String(everyHours));
    setSetting(db, 'backup_second_folder', secondFolder ?? '');
    appendAudit(db, {
      atMs: act.atMs,
      personId: act.by,
      act: 'backups.setSettings',
      subject: 'unit',
      details: { everyHours, secondFolder },
    });
  });
}

/** Why a folder can't be the second one, or null. A network drive can: what lies there can't be read without the key. */
function whyNotBackupFolder(folder: string, storeFolder: string): string | null {
  if (!isAbsolute(folder)) return 'it has to be given whole, from the drive on';
  const inside = relative(storeFolder, folder);
  if (inside === '' || !(inside.startsWith('..') || isAbsolute(inside)))
    return 'it lies in the store’s own folder, and would be lost with it';
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return 'it is not there';
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch {
    return 'this computer does not let you write in it';
  }
}
