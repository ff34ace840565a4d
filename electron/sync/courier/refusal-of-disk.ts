import { PostbagError } from '../../../contract/errors.ts';

/** What the system calls a disk that isn't there any more; ENOENT is a folder that went away with its stick. */
const gone = new Set([
  'ENOENT',
  'ENODEV',
  'ENXIO',
  'EIO',
  'ESTALE',
  'EBADF',
  'ENOTCONN',
  'EHOSTDOWN',
  'EREMOTEIO',
]);
const readOnly = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Why a courier file couldn't be written, by the name of what the system answered; what isn't the system's answer comes
 * back as it was.
 */
export function refusalOfDisk(error: unknown, folder: string, neededBytes: number): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^E[A-Z0-9]+$/.test(code)) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(folder, neededBytes);
  if (readOnly.has(code)) return new PostbagError('COURIER_FOLDER_READ_ONLY', { folder });
  if (gone.has(code)) return new PostbagError('COURIER_STICK_GONE', { folder });
  const reason = code === 'EFBIG' ? 'this stick can’t hold a file of that size' : code;
  return new PostbagError('COURIER_NOT_WRITTEN', { folder, reason });
}

/** In megabytes for people, rounded up to a tenth. */
export function noSpace(folder: string, neededBytes: number): PostbagError<'COURIER_NO_SPACE'> {
  return new PostbagError('COURIER_NO_SPACE', {
    folder,
    neededMegabytes: Math.ceil(neededBytes / 100_000) / 10,
  });
}
