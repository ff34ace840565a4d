import type { ConsultationId, KeyingId, PackHash, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** One person's keying of one reply, with what every change to it has to know of the reply. */
export interface Keying {
  readonly id: KeyingId;
  readonly replyId: ReplyId;
  readonly consultationId: ConsultationId;
  readonly serialLabel: string;
  readonly pass: 1 | 2;
  readonly personId: PersonId;
  readonly personName: string;
  readonly packHash: PackHash;
  readonly place: FieldId | null;
  readonly isFinished: boolean;
  readonly isSealed: boolean;
  readonly isExcluded: boolean;
  /** Somebody keys the reply a second time, or has: the first keying stays as it is. */
  readonly isBeingChecked: boolean;
}

interface KeyingRow {
  readonly id: KeyingId;
  readonly reply_id: ReplyId;
  readonly consultation_id: ConsultationId;
  readonly serial_prefix: string;
  readonly serial: number;
  readonly pass: 1 | 2;
  readonly person_id: PersonId;
  readonly full_name: string;
  readonly pack_hash: PackHash;
  readonly place: FieldId | null;
  readonly is_finished: number;
  readonly is_sealed: number;
  readonly is_excluded: number;
  readonly is_being_checked: number;
}

const fromRow = (row: KeyingRow): Keying => ({
  id: row.id,
  replyId: row.reply_id,
  consultationId: row.consultation_id,
  serialLabel: serialLabel(row.serial_prefix, row.serial),
  pass: row.pass,
  personId: row.person_id,
  personName: row.full_name,
  packHash: row.pack_hash,
  place: row.place,
  isFinished: row.is_finished === 1,
  isSealed: row.is_sealed === 1,
  isExcluded: row.is_excluded === 1,
  isBeingChecked: row.is_being_checked === 1,
});

const KEYING = `
  SELECT keying.id, keying.reply_id, reply.consultation_id, consultation.serial_prefix, reply.serial,
         keying.pass, keying.person_id, person.full_name, keying.pack_hash, keying.place,
         keying.finished_at_ms IS NOT NULL AS is_finished,
         reply.stage <> 'here' AS is_sealed, reply.place = 'excluded' AS is_excluded,
         EXISTS (SELECT 1 FROM keying AS second
           WHERE second.reply_id = keying.reply_id AND second.pass = 2) AS is_being_checked
  FROM keying
  JOIN reply ON reply.id = keying.reply_id
  JOIN consultation ON consultation.id = reply.consultation_id
  JOIN person ON person.id = keying.person_id`;

export function readKeying(db: ReadableDb, keyingId: KeyingId): Keying | undefined {
  const row = getRow<KeyingRow>(db, `${KEYING} WHERE keying.id = @keyingId`, { keyingId });
  return row && fromRow(row);
}

/** The first keying of a reply, whoever began it. */
export function readFirstKeying(db: ReadableDb, replyId: ReplyId): Keying | undefined {
  const row = getRow<KeyingRow>(db, `${KEYING} WHERE keying.reply_id = @replyId AND keying.pass = 1`, {
    replyId,
  });
  return row && fromRow(row);
}

/**
 * Begins a keying of a reply. The store refuses a second beginning, one of what is sealed or set aside, and a second
 * keying by who had a hand in the first.
 */
export function insertKeying(
  db: WritableDb,
  keying: {
    readonly id: KeyingId;
    readonly replyId: ReplyId;
    readonly pass: 1 | 2;
    readonly personId: PersonId;
    readonly packHash: PackHash;
    readonly startedAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO keying (id, reply_id, pass, person_id, pack_hash, started_at_ms, saved_at_ms)
     VALUES (@id, @replyId, @pass, @personId, @packHash, @startedAtMs, @startedAtMs)`,
    keying,
  );
}

/** Where the cursor is and what was worked since the last save; `savedAtMs` is when, for the list of open work. */
export interface Progress {
  readonly keyingId: KeyingId;
  readonly place: FieldId;
  readonly savedAtMs: number;
  readonly strokes: number;
  readonly activeMs: number;
}

export function recordProgress(db: WritableDb, { keyingId, ...progress }: Progress): void {
  write(
    db,
    `UPDATE keying SET place = @place, saved_at_ms = @savedAtMs,
       strokes = strokes + @strokes, active_ms = active_ms + @activeMs
     WHERE id = @keyingId`,
    { keyingId, ...progress },
  );
}

/** Finishes a keying of either pass, with what was worked since the last save. */
export function setKeyingFinished(
  db: WritableDb,
  finished: {
    readonly keyingId: KeyingId;
    readonly finishedAtMs: number;
    readonly strokes: number;
    readonly activeMs: number;
  },
): void {
  write(
    db,
    `UPDATE keying SET finished_at_ms = @finishedAtMs, saved_at_ms = @finishedAtMs,
       strokes = strokes + @strokes, active_ms = active_ms + @activeMs
     WHERE id = @keyingId`,
    finished,
  );
}

/** The reply stands as keyed; its name, organisation and postcode are repeated beside it for lists and search. */
export function setReplyKeyed(
  db: WritableDb,
  keyed: {
    readonly replyId: ReplyId;
    readonly name: string;
    readonly organisation: string;
    readonly postcode: string;
  },
): void {
  write(
    db,
    `UPDATE reply SET place = 'keyed', name = @name, organisation = @organisation, postcode = @postcode
     WHERE id = @replyId AND stage = 'here' AND place <> 'excluded'`,
    keyed,
  );
}

/** A finished keying is being corrected: until it is finished again, the reply counts as outstanding. */
export function reopenFirstKeying(db: WritableDb, keyingId: KeyingId, replyId: ReplyId): void {
  write(db, `UPDATE reply SET place = 'outstanding' WHERE id = @replyId AND place = 'keyed'`, { replyId });
  write(db, `UPDATE keying SET finished_at_ms = NULL WHERE id = @keyingId AND finished_at_ms IS NOT NULL`, {
    keyingId,
  });
}

/** The keying of the same consultation that this person began just before this one: what F4 repeats. */
export function previousKeying(
  db: ReadableDb,
  keying: {
    readonly id: KeyingId;
    readonly personId: PersonId;
    readonly consultationId: ConsultationId;
  },
): { readonly id: KeyingId; readonly replyId: ReplyId } | undefined {
  return getRow<{ id: KeyingId; replyId: ReplyId }>(
    db,
    // Ids are UUIDv7, so the order of ids is the order in which keyings were begun.
    `SELECT keying.id, keying.reply_id AS replyId
     FROM keying JOIN reply ON reply.id = keying.reply_id
     WHERE keying.person_id = @personId AND keying.id < @id AND keying.pass = 1
       AND reply.consultation_id = @consultationId AND reply.place <> 'excluded'
     ORDER BY keying.id DESC LIMIT 1`,
    keying,
  );
}
