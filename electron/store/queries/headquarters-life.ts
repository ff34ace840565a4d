import { getRow, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';

/** Which life of headquarters is spoken to, and what is known to be there (S7). */
export interface HeadquartersLife {
  readonly serverEpoch: number;
  /** Number of the last event that was looked at for a place in the current stream; 0: all are to be looked at. */
  readonly placedThrough: number;
  /** As of which number all was heard that headquarters said otherwise since it said it first (S11). */
  readonly restatedHeard: number;
}

/** @throws where this computer was never enrolled */
export function readLife(db: ReadableDb): HeadquartersLife {
  const life = getRow<HeadquartersLife>(
    db,
    `SELECT server_epoch AS serverEpoch, placed_through AS placedThrough, restated_heard AS restatedHeard
     FROM headquarters_life WHERE id = 1`,
  );
  if (life === undefined) throw new Error('this computer was never enrolled');
  return life;
}

/**
 * Headquarters has begun another life, lost a part of this one, or knows this computer as a new device: no receipt
 * counts any more until it is given again, so that every reply is *only on this computer* or receipted anew (S5, S7).
 */
export function beginLife(db: WritableDb, serverEpoch: number): void {
  write(
    db,
    `INSERT INTO headquarters_life (id, server_epoch, receipts_count_after)
     VALUES (1, @serverEpoch, (SELECT coalesce(max(number), 0) FROM receipt))
     ON CONFLICT (id) DO UPDATE SET server_epoch = excluded.server_epoch,
       receipts_count_after = excluded.receipts_count_after, placed_through = 0, restated_heard = 0`,
    { serverEpoch },
  );
  writeAny(db, `UPDATE reply SET stage = 'sealed' WHERE stage = 'received'`);
  writeAny(db, 'DELETE FROM backed_up');
  // Its numbers begin anew: whatever this life says is newer than what the one before said.
  writeAny(db, 'UPDATE event_standing SET as_of = NULL WHERE as_of IS NOT NULL');
}

/** The same where headquarters speaks from a later life than the one that is known here; otherwise nothing. */
export function beginLaterLife(db: WritableDb, serverEpoch: number): void {
  if (serverEpoch > readLife(db).serverEpoch) beginLife(db, serverEpoch);
}

/** All that was said otherwise as of this number has been heard. */
export function setRestatedHeard(db: WritableDb, asOf: number): void {
  write(db, 'UPDATE headquarters_life SET restated_heard = @asOf WHERE id = 1', { asOf });
}

/** Whether every sealed event has been looked at for a place. */
export function isAllPlaced(db: ReadableDb): boolean {
  return (
    getRow(
      db,
      `SELECT 1 FROM headquarters_life
       WHERE placed_through >= (SELECT coalesce(max(number), 0) FROM event) AND id = 1`,
    ) !== undefined
  );
}

/** Events have been looked at through the one of this number. */
export function setPlacedThrough(db: WritableDb, number: number): void {
  write(db, 'UPDATE headquarters_life SET placed_through = max(placed_through, @number) WHERE id = 1', {
    number,
  });
}

/** A new series begins: whatever has no receipt that counts is offered again in it. */
export function lookAtAllAnew(db: WritableDb): void {
  write(db, 'UPDATE headquarters_life SET placed_through = 0 WHERE id = 1');
}
