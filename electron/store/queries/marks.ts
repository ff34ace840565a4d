import type { KeyingId, ReplyId } from '../../../contract/records/id.ts';
import type { FormerMark, SavedMark } from '../../../contract/records/keying.ts';
import { Mark } from '../../../contract/records/mark.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { allRows, getRow, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';

interface MarkColumns {
  readonly kind: string;
  /** JSON: a string for text and single answers, a list of option codes for ticks; null where there is no value. */
  readonly value: string | null;
}

interface MarkRow extends MarkColumns {
  readonly field: FieldId;
  readonly saved_at_ms: number;
  readonly overrule_reason: string | null;
}

export const markFromRow = ({ kind, value }: MarkColumns): Mark =>
  Mark.parse(value === null ? { kind } : { kind, value: JSON.parse(value) });

const markToRow = (mark: Mark): { kind: string; value: string | null } => ({
  kind: mark.kind,
  value: 'value' in mark ? JSON.stringify(mark.value) : null,
});

const savedFromRow = (row: MarkRow): SavedMark => ({
  mark: markFromRow(row),
  savedAtMs: row.saved_at_ms,
  overruleReason: row.overrule_reason,
});

/** The marks of one keying by field, in no order that means anything. */
export function readMarks(db: ReadableDb, keyingId: KeyingId): Record<string, SavedMark> {
  const rows = allRows<MarkRow>(
    db,
    'SELECT field, kind, value, saved_at_ms, overrule_reason FROM mark WHERE keying_id = @keyingId',
    { keyingId },
  );
  return Object.fromEntries(rows.map((row) => [row.field, savedFromRow(row)]));
}

/** The marks of one keying by field, without when they were saved: what rules compare and compute with. */
export function readPlainMarks(db: ReadableDb, keyingId: KeyingId): Record<string, Mark> {
  return Object.fromEntries(
    Object.entries(readMarks(db, keyingId)).map(([field, { mark }]) => [field, mark]),
  );
}

export function readMark(db: ReadableDb, keyingId: KeyingId, field: FieldId): SavedMark | undefined {
  const row = getRow<MarkRow>(
    db,
    `SELECT field, kind, value, saved_at_ms, overrule_reason FROM mark
     WHERE keying_id = @keyingId AND field = @field`,
    { keyingId, field },
  );
  return row && savedFromRow(row);
}

/**
 * Writes what the paper says in one field. Where another value stood and the cursor had left it, the store's
 * trigger keeps the old one as a former mark.
 */
export function putMark(
  db: WritableDb,
  put: {
    readonly keyingId: KeyingId;
    readonly field: FieldId;
    readonly mark: Mark;
    readonly overruleReason: string | null;
    readonly isLeft: boolean;
    readonly savedAtMs: number;
    /** Key presses in this field since it was last saved. */
    readonly strokes: number;
  },
): void {
  write(
    db,
    `INSERT INTO mark (keying_id, field, kind, value, overrule_reason, saved_at_ms, is_left, strokes)
     VALUES (@keyingId, @field, @kind, @value, @overruleReason, @savedAtMs, @isLeft, @strokes)
     ON CONFLICT (keying_id, field) DO UPDATE SET kind = excluded.kind, value = excluded.value,
       overrule_reason = excluded.overrule_reason, saved_at_ms = excluded.saved_at_ms,
       strokes = strokes + excluded.strokes,
       -- A tick added to what was left hides no correction: what is unticked after it had been left.
       is_left = max(excluded.is_left, excluded.kind = 'spoilt' AND is_left)`,
    {
      keyingId: put.keyingId,
      field: put.field,
      ...markToRow(put.mark),
      overruleReason: put.overruleReason,
      savedAtMs: put.savedAtMs,
      isLeft: put.isLeft ? 1 : 0,
      strokes: put.strokes,
    },
  );
}

/** Takes a mark away: an option unticked again. The field counts as not keyed; there may have been none. */
export function takeMarkAway(db: WritableDb, keyingId: KeyingId, field: FieldId): void {
  writeAny(db, 'DELETE FROM mark WHERE keying_id = @keyingId AND field = @field', { keyingId, field });
}

/** A finished reply has no field that is still being typed: every later change of one is a correction. */
export function leaveAllMarks(db: WritableDb, keyingId: KeyingId): void {
  writeAny(db, 'UPDATE mark SET is_left = 1 WHERE keying_id = @keyingId AND is_left = 0', { keyingId });
}

/** The corrected values of a reply's first keying, oldest first. */
export function readFormerMarks(db: ReadableDb, replyId: ReplyId): FormerMark[] {
  return allRows<MarkRow & { replaced_at_ms: number; full_name: string }>(
    db,
    `SELECT former_mark.field, former_mark.kind, former_mark.value, former_mark.saved_at_ms,
            former_mark.replaced_at_ms, person.full_name
     FROM keying
     JOIN former_mark ON former_mark.keying_id = keying.id
     JOIN person ON person.id = keying.person_id
     WHERE keying.reply_id = @replyId AND keying.pass = 1
     ORDER BY former_mark.number`,
    { replyId },
  ).map((row) => ({
    field: row.field,
    mark: markFromRow(row),
    savedAtMs: row.saved_at_ms,
    replacedAtMs: row.replaced_at_ms,
    byName: row.full_name,
  }));
}
