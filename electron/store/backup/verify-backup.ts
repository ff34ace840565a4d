import { basename, dirname } from 'node:path';
import { PostbagError } from '../../../contract/errors.ts';
import type { StoreKey } from '../open-database.ts';
import { readBackup, writeManifest } from './backup-files.ts';
import { checkContents, checkDigests } from './check-backup.ts';

/**
 * Reads a backup back whole and notes in its description how it was found.
 * @throws PostbagError BACKUP_UNKNOWN, BACKUP_DAMAGED
 */
export function verifyBackup(folder: string, key: StoreKey, nowMs: number): void {
  const backup = readBackup(dirname(folder), basename(folder));
  if (backup === null) throw new PostbagError('BACKUP_UNKNOWN', {});
  const note = (verifiedAtMs: number | null): void =>
    writeManifest(folder, { ...backup.manifest, verifiedAtMs });
  try {
    checkDigests(folder, backup.manifest);
    checkContents(folder, key, backup.manifest);
  } catch (error) {
    if (error instanceof PostbagError && error.code === 'BACKUP_DAMAGED') note(null);
    throw error;
  }
  note(nowMs);
}
