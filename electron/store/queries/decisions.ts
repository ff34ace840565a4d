import type { DecidedDifference, Decision } from '../../../contract/records/checking.ts';
import type { ConsultationId, PackHash, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { DecidedMark } from '../../../contract/rules/checking/decided-marks.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';
import { markFromJson, markToJson } from './differences.ts';

interface DecisionColumns {
  readonly number: number | null;
  readonly choice: Decision['choice'];
  readonly mark: string | null;
  readonly fault: Decision['fault'];
  readonly decided_by: PersonId;
  readonly decided_by_name: string;
  readonly decided_at_ms: number;
}
interface ContestColumns {
  readonly contest_reason: string | null;
  readonly contested_by_name: string | null;
  readonly contested_at_ms: number | null;
}
interface PlaceColumns {
  readonly reply_id: ReplyId;
  readonly consultation_id: ConsultationId;
  readonly serial_prefix: string;
  readonly serial: number;
  readonly batch_number: number;
  readonly pack_hash: PackHash;
  readonly scanned_pages: number;
  readonly field: FieldId;
  readonly first_mark: string | null;
  readonly confirmed_mark: string | null;
}

const DECISION_COLUMNS = `
  standing_decision.number, standing_decision.choice, standing_decision.mark, standing_decision.fault,
  standing_decision.decided_by, decider.full_name AS decided_by_name, standing_decision.decided_at_ms,
  contest.reason AS contest_reason, contester.full_name AS contested_by_name, contest.contested_at_ms`;
const PLACE_COLUMNS = `
  difference.reply_id, reply.consultation_id, consultation.serial_prefix, reply.serial,
  batch.number AS batch_number, keying.pack_hash, reply.scanned_pages, difference.field,
  difference.first_mark, difference.confirmed_mark`;
export const FROM_DIFFERENCE = `
  FROM difference
  JOIN reply ON reply.id = difference.reply_id
  JOIN batch ON batch.id = reply.batch_id
  JOIN consultation ON consultation.id = reply.consultation_id
  JOIN keying ON keying.reply_id = reply.id AND keying.pass = 1
  LEFT JOIN standing_decision ON standing_decision.reply_id = difference.reply_id
    AND standing_decision.field = difference.field
  LEFT JOIN person AS decider ON decider.id = standing_decision.decided_by
  LEFT JOIN contest ON contest.decision_number = standing_decision.number
  LEFT JOIN person AS contester ON contester.id = contest.contested_by`;

const decisionFromRow = (row: DecisionColumns): Decision | null =>
  row.number === null
    ? null
    : {
        number: row.number,
        choice: row.choice,
        mark: markFromJson(row.mark),
        fault: row.fault,
        byName: row.decided_by_name,
        decidedBy: row.decided_by,
        atMs: row.decided_at_ms,
      };
const contestFromRow = (row: ContestColumns): DecidedDifference['contest'] =>
  row.contest_reason === null
    ? null
    : { reason: row.contest_reason, byName: row.contested_by_name!, atMs: row.contested_at_ms! };

/** What every query that answers confirmed differences selects; `fromDifferenceRow` reads it. */
export const selectDifferences = `SELECT ${PLACE_COLUMNS}, ${DECISION_COLUMNS} ${FROM_DIFFERENCE}`;
export type DifferenceRow = PlaceColumns & DecisionColumns & ContestColumns;

/** A confirmed difference with what has become of it. */
export interface ConfirmedDifference {
  readonly replyId: ReplyId;
  readonly consultationId: ConsultationId;
  readonly serialLabel: string;
  readonly batchNumber: number;
  readonly packHash: PackHash;
  readonly scannedPages: number;
  readonly field: FieldId;
  readonly first: Mark | null;
  readonly second: Mark | null;
  readonly decision: Decision | null;
  readonly contest: DecidedDifference['contest'];
}

export const fromDifferenceRow = (row: DifferenceRow): ConfirmedDifference => ({
  replyId: row.reply_id,
  consultationId: row.consultation_id,
  serialLabel: serialLabel(row.serial_prefix, row.serial),
  batchNumber: row.batch_number,
  packHash: row.pack_hash,
  scannedPages: row.scanned_pages,
  field: row.field,
  first: markFromJson(row.first_mark),
  second: markFromJson(row.confirmed_mark),
  decision: decisionFromRow(row),
  contest: contestFromRow(row),
});

/** One confirmed difference, or undefined where the field has none. */
export function readConfirmedDifference(
  db: ReadableDb,
  replyId: ReplyId,
  field: FieldId,
): ConfirmedDifference | undefined {
  const row = getRow<DifferenceRow>(
    db,
    `${selectDifferences}
     WHERE difference.outcome = 'confirmed' AND difference.reply_id = @replyId AND difference.field = @field`,
    { replyId, field },
  );
  return row && fromDifferenceRow(row);
}

/** Whether a decision of this field was ever contested: from then on it is a supervisor's, taken back or not. */
export function wasContested(db: ReadableDb, replyId: ReplyId, field: FieldId): boolean {
  return (
    getRow(db, 'SELECT 1 FROM contest WHERE reply_id = @replyId AND field = @field', { replyId, field }) !==
    undefined
  );
}

/** Whether the person has contested a decision of this field before: once is all. */
export function hasContested(db: ReadableDb, replyId: ReplyId, field: FieldId, personId: PersonId): boolean {
  return (
    getRow(
      db,
      'SELECT 1 FROM contest WHERE reply_id = @replyId AND field = @field AND contested_by = @personId',
      { replyId, field, personId },
    ) !== undefined
  );
}

/** What was decided of the keyings that this person made, the newest first. */
export function listDecidedOf(
  db: ReadableDb,
  personId: PersonId,
  limit: number,
): readonly (ConfirmedDifference & {
  readonly pass: 1 | 2;
  readonly isHere: boolean;
  readonly hasContested: boolean;
})[] {
  return allRows<DifferenceRow & { pass: 1 | 2; is_here: number; has_contested: number }>(
    db,
    `SELECT ${PLACE_COLUMNS}, ${DECISION_COLUMNS}, mine.pass, reply.stage = 'here' AS is_here,
       EXISTS (SELECT 1 FROM contest AS own WHERE own.reply_id = difference.reply_id
         AND own.field = difference.field AND own.contested_by = @personId) AS has_contested
     ${FROM_DIFFERENCE}
     JOIN keying AS mine ON mine.reply_id = difference.reply_id AND mine.person_id = @personId
     WHERE difference.outcome = 'confirmed' AND standing_decision.number IS NOT NULL
     ORDER BY standing_decision.number DESC LIMIT @limit`,
    { personId, limit },
  ).map((row) => ({
    ...fromDifferenceRow(row),
    pass: row.pass,
    isHere: row.is_here === 1,
    hasContested: row.has_contested === 1,
  }));
}

/** What was decided of a reply and stands, the oldest first. */
export function readDecidedMarks(db: ReadableDb, replyId: ReplyId): readonly DecidedMark[] {
  return allRows<{ field: FieldId; mark: string | null }>(
    db,
    'SELECT field, mark FROM standing_decision WHERE reply_id = @replyId ORDER BY number',
    { replyId },
  ).map(({ field, mark }) => ({ field, mark: markFromJson(mark) }));
}

/** Appends a decision, or that one was taken back; the store refuses anybody but a third person. */
export function insertDecision(
  db: WritableDb,
  decided: {
    readonly replyId: ReplyId;
    readonly field: FieldId;
    readonly choice: Decision['choice'] | 'taken-back';
    readonly mark: Mark | null;
    readonly fault: Decision['fault'] | null;
    readonly decidedBy: PersonId;
    readonly decidedAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO decision (reply_id, field, choice, mark, fault, decided_by, decided_at_ms)
     VALUES (@replyId, @field, @choice, @mark, @fault, @decidedBy, @decidedAtMs)`,
    { ...decided, mark: markToJson(decided.mark) },
  );
}

export function insertContest(
  db: WritableDb,
  contested: {
    readonly decisionNumber: number;
    readonly replyId: ReplyId;
    readonly field: FieldId;
    readonly contestedBy: PersonId;
    readonly reason: string;
    readonly contestedAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO contest (decision_number, reply_id, field, contested_by, reason, contested_at_ms)
     VALUES (@decisionNumber, @replyId, @field, @contestedBy, @reason, @contestedAtMs)`,
    contested,
  );
}
