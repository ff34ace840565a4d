import { inTransaction } from '../store/db.ts';
import type { WritableDb } from '../store/db.ts';
import { placeOfDueEpoch, settleNewEpoch } from '../store/queries/store-places.ts';
import { readCurrentStream } from '../store/queries/streams.ts';
import { beginEpoch } from './place-events.ts';
import type { DeviceId } from '../../contract/sync/ids.ts';

/**
 * Begins the next epoch where this store was copied or restored since the last (S7): before anything leaves it, so
 * that two lives of one store never put different things in one place.
 */
export function beginDueEpoch(db: WritableDb, deviceId: DeviceId, nowMs: number): void {
  const placeNumber = placeOfDueEpoch(db);
  if (placeNumber === null) return;
  inTransaction(db, () => {
    beginEpoch(db, readCurrentStream(db, deviceId), {
      begunBecause: 'restored',
      begunAtMs: nowMs,
      placeNumber,
    });
    settleNewEpoch(db);
  });
}
