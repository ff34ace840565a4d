import { PostbagError } from '../../../contract/errors.ts';

/** Why a backup in `folder` failed, as a code of the catalogue. */
export function refusalOfBackup(error: unknown, folder: string): PostbagError {
  // A copy that isn't whole was never a backup: that one is damaged is said of those that were whole once.
  if (error instanceof PostbagError && error.code === 'BACKUP_DAMAGED') {
    return new PostbagError('BACKUP_FAILED', {
      reason: String((error.details as { reason: string }).reason),
    });
  }
  if (error instanceof PostbagError && error.code.startsWith('BACKUP_')) return error;
  const code = codeOf(error);
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'DISK_FULL', 'SQLITE_IOERR_WRITE'].includes(code))
    return new PostbagError('BACKUP_DISK_FULL', { folder });
  if (
    ['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'STORE_NO_PERMISSION'].includes(code)
  )
    return new PostbagError('BACKUP_NO_PERMISSION', { folder });
  return new PostbagError('BACKUP_FAILED', {
    reason: code || (error instanceof Error ? error.message : String(error)),
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
