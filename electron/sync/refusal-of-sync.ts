import { PostbagError } from '../../contract/errors.ts';
import { syncErrorClass, syncErrorMessage } from '../../contract/sync/sync-errors.ts';
import { refusalOfSqlite } from '../store/sqlite-refusal.ts';
import { Refused } from './ask-headquarters.ts';
import { NoAnswer } from './fetch-answer.ts';

/** Transient codes in words that can stand in the catalogue's message. */
const reasons: Readonly<Record<string, string>> = {
  BUSY: 'it is busy',
  INTERNAL: 'it had a fault of its own',
};

/**
 * What went wrong on the way, as a code of the catalogue. Transient, and anything unknown: headquarters could not
 * be reached, try again. All else: headquarters said no, and says why. A disk that takes nothing more is this
 * computer's and said as that. What isn't about any of these comes back as it was.
 */
export function refusalOfSync(error: unknown): unknown {
  if (error instanceof NoAnswer)
    return new PostbagError('HEADQUARTERS_UNREACHABLE', { reason: error.message });
  if (!(error instanceof Refused)) return refusalOfDisk(error);
  const { code } = error;
  return syncErrorClass(code) === 'transient'
    ? new PostbagError('HEADQUARTERS_UNREACHABLE', {
        reason: reasons[code] ?? `it said ${code}, which this program does not know`,
      })
    : new PostbagError('HEADQUARTERS_REFUSED', {
        code,
        reason: syncErrorMessage(code) ?? 'Everything is kept here.',
      });
}

/** What can't be filed can't be sent: the store's own words are for somebody who keys. */
function refusalOfDisk(error: unknown): unknown {
  const refusal = refusalOfSqlite(error, 'store.postbag');
  if (refusal === error || !(refusal instanceof PostbagError)) return error;
  // Of a damaged file it is the same words: a supervisor can restore a backup.
  if (refusal.code === 'STORE_NOT_A_STORE') return refusal;
  if (refusal.code === 'DISK_FULL') return new PostbagError('SENDING_DISK_FULL', {});
  const reason = error instanceof Error && 'code' in error ? String(error.code) : refusal.code;
  return new PostbagError('SENDING_DISK_FAILED', { reason });
}
