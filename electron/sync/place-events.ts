import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import { inTransaction } from '../store/db.ts';
import type { WritableDb } from '../store/db.ts';
import { lookAtAllAnew, readLife, setPlacedThrough } from '../store/queries/headquarters-life.ts';
import { insertSeriesNotice } from '../store/queries/series-notices.ts';
import {
  insertStream,
  insertStreamEntries,
  lastEventNumber,
  readLastLink,
  readUnplaced,
} from '../store/queries/streams.ts';
import type { BegunBecause, StreamEntry, StreamKey } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';

/** Which of the events that wait for a place are given one. */
export interface Piece {
  /** No event that was sealed after the one of this number; null: all there are. */
  readonly throughNumber: number | null;
  readonly mostEvents: number;
}

const everything: Piece = { throughNumber: null, mostEvents: Number.MAX_SAFE_INTEGER };

/**
 * Gives sealed events that wait for one their places in the stream: the next number, chained to the one before
 * (S3). A place is taken when it is to be sent and not at the seal, because it names the device, which a unit may
 * not have yet, and the epoch, which a restore changes; the event itself stays the same (S2).
 *
 * Thousands of them are a fifth of a second: where somebody may be typing, they are placed piece by piece.
 */
export function placeEvents(db: WritableDb, stream: StreamKey, piece: Piece = everything): void {
  inTransaction(db, () => {
    const { placedThrough } = readLife(db);
    const throughNumber = piece.throughNumber ?? lastEventNumber(db);
    let last = readLastLink(db, stream) ?? { seq: 0, h: firstPreviousH };
    const unplaced = readUnplaced(db, stream, { placedThrough, throughNumber, limit: piece.mostEvents });
    const entries = unplaced.map(({ eventId, digest }): StreamEntry => {
      const seq = last.seq + 1;
      const previousH = last.h;
      last = { seq, h: sha256(chainPreimage({ ...stream, seq, previousH, digest })) };
      return { ...last, eventId, previousH };
    });
    insertStreamEntries(db, stream, entries);
    const isWhole = unplaced.length < piece.mostEvents;
    setPlacedThrough(db, isWhole ? throughNumber : unplaced.at(-1)!.number);
  });
}

/** Why the next epoch begins; `placeNumber` where it is a copy or a restore of this store, and not headquarters' word. */
interface Begun {
  readonly begunBecause: Exclude<BegunBecause, 'enrolled'>;
  readonly begunAtMs: number;
  readonly placeNumber?: number;
}

/** Begins the next epoch: what has no receipt that counts gets a place there, under the same ids (S2, S7). */
export function beginEpoch(db: WritableDb, before: StreamKey, begun: Begun): StreamKey {
  const { begunBecause, begunAtMs, placeNumber = null } = begun;
  const stream = { deviceId: before.deviceId, epoch: before.epoch + 1 };
  inTransaction(db, () => {
    insertStream(db, { ...stream, begunBecause, begunAtMs });
    insertSeriesNotice(db, stream, placeNumber);
    lookAtAllAnew(db);
  });
  return stream;
}
