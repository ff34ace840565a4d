import { basename } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';

/**
 * What SQLite or the file system said, as a code of the catalogue. Anything that isn't about the disk or the
 * file comes back as it was: it is a mistake in the program, and dispatch reports it as UNEXPECTED.
 */
export function refusalOfSqlite(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof PostbagError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new PostbagError('DISK_FULL', {});
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new PostbagError('STORE_NOT_A_STORE', { file: basename(file) });
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_CANTOPEN' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS'
  ) {
    return new PostbagError('STORE_NO_PERMISSION', {});
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return new PostbagError('DISK_FAILED', { reason: code });
  return error;
}
