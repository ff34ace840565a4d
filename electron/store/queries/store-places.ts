import type { PlaceNotice } from '../../../contract/bridge/backups.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import type { PlaceChange, StorePlace } from '../../../contract/sync/store-place.ts';
import { allRows, getRow, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';

/** Where the store was last open, with its mark; undefined before its first opening. */
export function readStorePlace(db: ReadableDb): (StorePlace & { readonly mark: string }) | undefined {
  return getRow(
    db,
    'SELECT mark, folder, machine, file_number AS fileNumber FROM store_place ORDER BY number DESC LIMIT 1',
  );
}

/** The mark by which the second folder tells this store's backups from a copy's: a restore or a move keeps it. */
export function readBackupMark(db: ReadableDb): string {
  return (
    getRow<{ mark: string }>(
      db,
      `SELECT mark FROM store_place WHERE why IN ('first', 'copied') ORDER BY number DESC LIMIT 1`,
    )?.mark ?? 'unknown'
  );
}

/** A place that the store found itself at; what a restore knows is null for every other change. */
export interface NewStorePlace extends StorePlace {
  readonly mark: string;
  readonly why: Exclude<PlaceChange, 'same'> | 'restored';
  readonly noticedAtMs: number;
  readonly backupMadeAtMs: number | null;
  readonly setAside: string | null;
  readonly unsentReplies: number | null;
}

export function insertStorePlace(db: WritableDb, place: NewStorePlace): void {
  write(
    db,
    `INSERT INTO store_place (mark, folder, machine, file_number, why, noticed_at_ms, backup_made_at_ms, set_aside,
       unsent_replies, begins_epoch)
     VALUES (@mark, @folder, @machine, @fileNumber, @why, @noticedAtMs, @backupMadeAtMs, @setAside, @unsentReplies,
       @why IN ('copied', 'restored'))`,
    { ...place },
  );
}

/** The newest copy or restore of this store for which the next send has to begin a new epoch (S7); null: none. */
export function placeOfDueEpoch(db: ReadableDb): number | null {
  return getRow<{ number: number | null }>(
    db,
    'SELECT max(number) AS number FROM store_place WHERE begins_epoch = 1',
  )!.number;
}

/** The epoch was begun, in the same transaction. */
export function settleNewEpoch(db: WritableDb): void {
  writeAny(db, 'UPDATE store_place SET begins_epoch = 0 WHERE begins_epoch = 1');
}

/** What people are told until somebody has read it: the newest copy or restore; null where there is nothing. */
export function readPlaceNotice(db: ReadableDb): PlaceNotice | null {
  const row = getRow<PlaceNotice>(
    db,
    `SELECT number, why, noticed_at_ms AS noticedAtMs,
       coalesce((SELECT folder FROM store_place AS before WHERE before.number < store_place.number
         ORDER BY before.number DESC LIMIT 1), folder) AS fromFolder,
       coalesce((SELECT machine FROM store_place AS before WHERE before.number < store_place.number
         ORDER BY before.number DESC LIMIT 1), machine) AS fromMachine,
       backup_made_at_ms AS backupMadeAtMs, set_aside AS setAside, unsent_replies AS unsentReplies
     FROM store_place WHERE why IN ('copied', 'restored') AND read_by IS NULL ORDER BY number DESC LIMIT 1`,
  );
  return row ?? null;
}

/** Everything up to this notice was read: an older one says nothing any more. */
export function markNoticeRead(db: WritableDb, number: number, readBy: PersonId): void {
  writeAny(db, 'UPDATE store_place SET read_by = @readBy WHERE number <= @number AND read_by IS NULL', {
    number,
    readBy,
  });
}

/** A reply that headquarters hasn't received, and how far it has come here. */
export interface UnsentReply {
  readonly id: string;
  readonly standing: string;
}

/** Every reply without a receipt, to compare a store with the one that was set aside. */
export function listUnsentReplies(db: ReadableDb): UnsentReply[] {
  return allRows<UnsentReply>(
    db,
    `SELECT id, place || ' ' || stage || ' ' ||
       coalesce((SELECT max(saved_at_ms) FROM keying WHERE reply_id = reply.id), 0) AS standing
     FROM reply WHERE stage <> 'received'`,
  );
}
