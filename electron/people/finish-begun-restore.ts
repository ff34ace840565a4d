import { finishRestore, isRestoreBegun } from '../store/backup/restore.ts';
import type { StoreFiles } from '../store/store-folder.ts';
import { lockStore } from '../store/store-lock.ts';

/** A restore that a crash interrupted is finished before anything is said of the store. */
export function finishBegunRestore(files: StoreFiles): void {
  if (!isRestoreBegun(files)) return;
  try {
    const lock = lockStore(files.lock);
    try {
      finishRestore(files);
    } finally {
      lock.release();
    }
  } catch (error) {
    // Another program has the store; or the disk refuses, and opening the store tries again and says so.
    console.error('postbag: a restore could not be finished yet', error);
  }
}
