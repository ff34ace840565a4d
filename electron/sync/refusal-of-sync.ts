import { PostbagError } from '../../contract/errors.ts';
import { syncErrorClass, syncErrorMessage } from '../../contract/sync/sync-errors.ts';
import { NoAnswer, Refused } from './ask-headquarters.ts';

/**
 * What went wrong on the way, as a code of the catalogue. Transient, and anything unknown: headquarters could not
 * be reached, try again. All else: headquarters said no, and says why. What isn't about the network comes back as
 * it was.
 */
export function refusalOfSync(error: unknown): unknown {
  if (error instanceof NoAnswer)
    return new PostbagError('HEADQUARTERS_UNREACHABLE', { reason: error.message });
  if (!(error instanceof Refused)) return error;
  return syncErrorClass(error.code) === 'transient'
    ? new PostbagError('HEADQUARTERS_UNREACHABLE', { reason: error.code })
    : new PostbagError('HEADQUARTERS_REFUSED', {
        code: error.code,
        reason: syncErrorMessage(error.code) ?? 'Everything is kept here.',
      });
}
