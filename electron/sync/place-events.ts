import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import { inTransaction } from '../store/db.ts';
import type { WritableDb } from '../store/db.ts';
import { lookAtAllAnew, readLife, setPlacedThroughLast } from '../store/queries/headquarters-life.ts';
import { insertStream, insertStreamEntries, readLastLink, readUnplaced } from '../store/queries/streams.ts';
import type { BegunBecause, StreamEntry, StreamKey } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';

/**
 * Gives every sealed event that waits for one its place in the stream: the next number, chained to the one before
 * (S3). A place is taken when it is to be sent and not at the seal, because it names the device, which a unit may
 * not have yet, and the epoch, which a restore changes; the event itself stays the same (S2).
 */
export function placeEvents(db: WritableDb, stream: StreamKey): void {
  inTransaction(db, () => {
    const { placedThrough } = readLife(db);
    let last = readLastLink(db, stream) ?? { seq: 0, h: firstPreviousH };
    const entries = readUnplaced(db, stream, placedThrough).map(({ eventId, digest }): StreamEntry => {
      const seq = last.seq + 1;
      const previousH = last.h;
      last = { seq, h: sha256(chainPreimage({ ...stream, seq, previousH, digest })) };
      return { ...last, eventId, previousH };
    });
    insertStreamEntries(db, stream, entries);
    setPlacedThroughLast(db);
  });
}

/** Begins the next epoch: what has no receipt that counts gets a place there, under the same ids (S2, S7). */
export function beginEpoch(
  db: WritableDb,
  before: StreamKey,
  begun: { readonly begunBecause: BegunBecause; readonly begunAtMs: number },
): StreamKey {
  const stream = { deviceId: before.deviceId, epoch: before.epoch + 1 };
  inTransaction(db, () => {
    insertStream(db, { ...stream, ...begun });
    lookAtAllAnew(db);
  });
  return stream;
}
