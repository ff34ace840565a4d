import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PostbagError } from '../../../contract/errors.ts';
import { openReadable, type StoreKey } from '../open-database.ts';
import { countScans, countStore, faultsOf } from '../queries/copy-database.ts';
import { versionOf } from '../migrate.ts';
import { backedUpFiles, type BackupManifest } from './backup-files.ts';
import { digestFile } from './digest-file.ts';

const damaged = (reason: string): PostbagError => new PostbagError('BACKUP_DAMAGED', { reason });

/**
 * Compares each file of a backup with its digest: what lies there is what was written. No key is needed.
 * @throws PostbagError BACKUP_DAMAGED
 */
export function checkDigests(folder: string, manifest: BackupManifest, beforeBlock?: () => void): void {
  for (const name of backedUpFiles) {
    const file = join(folder, name);
    if (!existsSync(file)) throw damaged(`${name} is not there`);
    const found = digestFile(file, beforeBlock);
    const written = manifest.files[name];
    if (found.bytes !== written.bytes) throw damaged(`${name} has another size`);
    if (found.sha256 !== written.sha256) throw damaged(`${name} was changed`);
  }
}

/**
 * Opens both files of a backup with the store's key, has SQLite read every page, and compares what they hold with
 * what the description says.
 * @throws PostbagError BACKUP_DAMAGED
 */
export function checkContents(
  folder: string,
  key: StoreKey,
  manifest: Pick<BackupManifest, 'storeVersion' | 'replies' | 'scans'>,
): void {
  reading(folder, 'store.postbag', key, (db) => {
    if (versionOf(db) !== manifest.storeVersion) throw damaged('the store has another version');
    if (countStore(db).replies !== manifest.replies) throw damaged('replies are missing');
  });
  reading(folder, 'scans.postbag', key, (scans) => {
    const { pages, bytes } = countScans(scans);
    if (pages !== manifest.scans.pages || bytes !== manifest.scans.bytes)
      throw damaged('scanned pages are missing');
  });
}

/** Opens one file of a backup, demands that SQLite finds nothing wrong in it, and looks further. */
export function reading<Value>(
  folder: string,
  name: 'store.postbag' | 'scans.postbag',
  key: StoreKey,
  look: (db: ReturnType<typeof openReadable>) => Value,
): Value {
  let db;
  try {
    db = openReadable(join(folder, name), key);
  } catch {
    throw damaged(`${name} can’t be opened`);
  }
  try {
    const [fault] = faultsOf(db);
    if (fault !== undefined) throw damaged(`${name}: ${fault}`);
    return look(db);
  } catch (error) {
    throw error instanceof PostbagError
      ? error
      : damaged(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    db.close();
  }
}
