import { Epoch } from '../../contract/sync/ids.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { beginLaterLife } from '../store/queries/headquarters-life.ts';
import { Refused } from './ask-headquarters.ts';

/**
 * A computer that was withdrawn is told nothing of what headquarters has, but in which life of it it is. Where that is
 * a later one, what was receipted before may be lost there: it counts as *only on this computer* again, and is carried
 * by hand (S7, S13).
 *
 * @returns what the run failed with: where that could not be written down, why not, so that it is asked for again
 */
export function heedLife({ db }: Desk, error: unknown): unknown {
  if (!(error instanceof Refused) || error.code !== 'DEVICE_REVOKED') return error;
  const serverEpoch = Epoch.safeParse(error.details['serverEpoch']);
  if (!serverEpoch.success) return error;
  try {
    inTransaction(db, () => beginLaterLife(db, serverEpoch.data));
    return error;
  } catch (refused) {
    return refused;
  }
}
