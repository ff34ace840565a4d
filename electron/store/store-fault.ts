import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';
import type { backedUpFiles } from './backup/backup-files.ts';
import { isLogMissing, type StoreFiles } from './store-folder.ts';

/** Why a store can't be opened, and which file it is about. */
export interface StoreFault {
  readonly file: string;
  readonly why: 'missing' | 'damaged' | 'log-missing';
}

/** What can be seen without a key. */
export function visibleFault(files: StoreFiles): StoreFault | null {
  const missing = [files.store, files.keyring].find((file) => !existsSync(file));
  if (missing !== undefined) return { file: basename(missing), why: 'missing' };
  return isLogMissing(files) ? { file: `${basename(files.store)}-wal`, why: 'log-missing' } : null;
}

/** What shows only when the store is opened; null for a refusal that a backup wouldn't help against. */
export function faultOf(refusal: unknown): StoreFault | null {
  if (!(refusal instanceof PostbagError)) return null;
  if (refusal.code !== 'STORE_NOT_A_STORE' && refusal.code !== 'KEYRING_DAMAGED') return null;
  return { file: (refusal.details as { file: string }).file, why: 'damaged' };
}

/** Which files a backup gives back: no more than what is broken, for the rest is newer. */
export function filesToRestore({ file }: StoreFault): (typeof backedUpFiles)[number][] {
  if (file === 'keyring.json' || file === 'scans.postbag') return [file];
  // Pages and replies of one moment: pages without their reply would be nobody's.
  return ['store.postbag', 'scans.postbag'];
}
