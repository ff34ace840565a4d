import type { KeyingId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { ReplyToCheck } from '../../../contract/records/checking.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';
import { readKeying, type Keying } from './keyings.ts';
import type { Pile } from './next-replies.ts';

/** The second keying of a reply, whoever began it. */
export function readSecondKeying(db: ReadableDb, replyId: ReplyId): Keying | undefined {
  const row = getRow<{ id: KeyingId }>(db, 'SELECT id FROM keying WHERE reply_id = @replyId AND pass = 2', {
    replyId,
  });
  return row && readKeying(db, row.id);
}

/** More fields were added to a finished second keying: it goes on. */
export function reopenSecondKeying(db: WritableDb, keyingId: KeyingId): void {
  write(
    db,
    'UPDATE keying SET finished_at_ms = NULL WHERE id = @keyingId AND pass = 2 AND finished_at_ms IS NOT NULL',
    { keyingId },
  );
}

/** Whether the person had a hand in one of the reply's keyings, handed over or not. */
export function hadAHandIn(
  db: ReadableDb,
  replyId: ReplyId,
  personId: PersonId,
  pass: 1 | 2 | null,
): boolean {
  return (
    getRow(
      db,
      `SELECT 1 FROM hand_in_keying
       WHERE reply_id = @replyId AND person_id = @personId AND (@pass IS NULL OR pass = @pass)`,
      { replyId, personId, pass },
    ) !== undefined
  );
}

/** The second keying that this person began and hasn't finished, the one worked on last where there are several. */
export function findUnfinishedCheck(db: ReadableDb, personId: PersonId, pile: Pile): ReplyId | null {
  return (
    getRow<{ id: ReplyId }>(
      db,
      `SELECT reply.id
       FROM keying JOIN reply ON reply.id = keying.reply_id
       WHERE keying.person_id = @personId AND keying.finished_at_ms IS NULL AND keying.pass = 2
         AND reply.consultation_id = @consultationId AND reply.place = 'keyed'
         AND (@batchId IS NULL OR reply.batch_id = @batchId) AND reply.id IS NOT @after
       ORDER BY keying.saved_at_ms DESC LIMIT 1`,
      { personId, ...pile },
    )?.id ?? null
  );
}

// Keyed by somebody else, not looked at by this person, something drawn, and nobody at it. The partial index reply_to_verify holds what is keyed
// and not verified, so that the search reads what waits and never the whole consultation.
const TO_CHECK = `
  FROM reply
  JOIN batch ON batch.id = reply.batch_id
  WHERE reply.place = 'keyed' AND reply.is_verified = 0 AND reply.stage = 'here'
    AND NOT EXISTS (SELECT 1 FROM keying WHERE keying.reply_id = reply.id AND keying.pass = 2)
    AND EXISTS (SELECT 1 FROM rekeyed_field WHERE rekeyed_field.reply_id = reply.id)
    AND NOT EXISTS (SELECT 1 FROM hand_in_keying
      WHERE hand_in_keying.reply_id = reply.id AND hand_in_keying.person_id = @personId)
    AND NOT EXISTS (SELECT 1 FROM first_values_seen
      WHERE first_values_seen.reply_id = reply.id AND first_values_seen.person_id = @personId)`;

/** The lowest serial that this person may key again, behind `after` in the pile if there is one, else from the top. */
export function findReplyToCheck(db: ReadableDb, personId: PersonId, pile: Pile): ReplyId | null {
  return (
    getRow<{ id: ReplyId }>(
      db,
      `WITH behind AS (
         SELECT batch.number AS batch, reply.serial
         FROM reply JOIN batch ON batch.id = reply.batch_id WHERE reply.id = @after
       )
       SELECT reply.id ${TO_CHECK}
         AND reply.consultation_id = @consultationId
         AND (@batchId IS NULL OR reply.batch_id = @batchId) AND reply.id IS NOT @after
       ORDER BY (batch.number, reply.serial) <= (SELECT batch, serial FROM behind), batch.number, reply.serial
       LIMIT 1`,
      { personId, ...pile },
    )?.id ?? null
  );
}

/** How many replies this person could key again now, those begun by this person included. */
export function countToCheck(db: ReadableDb, personId: PersonId, consultationId: string | null): number {
  return getRow<{ waiting: number }>(
    db,
    `SELECT (SELECT count(*) ${TO_CHECK} AND (@consultationId IS NULL OR reply.consultation_id = @consultationId))
       + (SELECT count(*) FROM keying JOIN reply ON reply.id = keying.reply_id
          WHERE keying.person_id = @personId AND keying.pass = 2 AND keying.finished_at_ms IS NULL
            AND reply.place = 'keyed'
            AND (@consultationId IS NULL OR reply.consultation_id = @consultationId)) AS waiting`,
    { personId, consultationId },
  )!.waiting;
}

interface ReplyRow {
  readonly id: ReplyId;
  readonly consultation_id: ReplyToCheck['consultationId'];
  readonly batch_id: ReplyToCheck['batchId'];
  readonly batch_number: number;
  readonly serial_prefix: string;
  readonly serial: number;
  readonly kind: ReplyToCheck['kind'];
  readonly is_late: number;
  readonly scanned_pages: number;
}

/** A reply without anything that was keyed of it. */
export function readReplyToCheck(db: ReadableDb, replyId: ReplyId): ReplyToCheck {
  const row = getRow<ReplyRow>(
    db,
    `SELECT reply.id, reply.consultation_id, reply.batch_id, batch.number AS batch_number,
       consultation.serial_prefix, reply.serial, reply.kind, reply.is_late, reply.scanned_pages
     FROM reply
     JOIN batch ON batch.id = reply.batch_id
     JOIN consultation ON consultation.id = reply.consultation_id
     WHERE reply.id = @replyId`,
    { replyId },
  )!;
  return {
    id: row.id,
    consultationId: row.consultation_id,
    batchId: row.batch_id,
    batchNumber: row.batch_number,
    serialLabel: serialLabel(row.serial_prefix, row.serial),
    kind: row.kind,
    isLate: row.is_late === 1,
    scannedPages: row.scanned_pages,
  };
}

/** Which of the batch's replies that are keyed again this one is, counted from 1 in the order of the pile. */
export function positionAmongChecked(
  db: ReadableDb,
  replyId: ReplyId,
): { readonly index: number; readonly of: number } {
  const row = getRow<{ position: number; total: number }>(
    db,
    `SELECT count(*) AS total, count(*) FILTER (WHERE other.serial <= reply.serial) AS position
     FROM reply JOIN reply AS other ON other.batch_id = reply.batch_id AND other.place <> 'excluded'
     WHERE reply.id = @replyId AND EXISTS (SELECT 1 FROM rekeyed_field WHERE rekeyed_field.reply_id = other.id)`,
    { replyId },
  )!;
  return { index: Math.max(1, row.position), of: Math.max(1, row.total) };
}

/** The second keying of the same consultation that this person began just before this one. */
export function previousCheck(
  db: ReadableDb,
  keying: Pick<Keying, 'id' | 'personId' | 'consultationId'>,
): { readonly id: KeyingId; readonly replyId: ReplyId } | undefined {
  return getRow<{ id: KeyingId; replyId: ReplyId }>(
    db,
    `SELECT keying.id, keying.reply_id AS replyId
     FROM keying JOIN reply ON reply.id = keying.reply_id
     WHERE keying.person_id = @personId AND keying.id < @id AND keying.pass = 2
       AND reply.consultation_id = @consultationId AND reply.place <> 'excluded'
     ORDER BY keying.id DESC LIMIT 1`,
    { id: keying.id, personId: keying.personId, consultationId: keying.consultationId },
  );
}
