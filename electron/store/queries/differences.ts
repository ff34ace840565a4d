import type { ReplyId } from '../../../contract/records/id.ts';
import { Mark } from '../../../contract/records/mark.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { allRows, write, type ReadableDb, type WritableDb } from '../db.ts';

/** A field in which the second keying said something else than the first. */
export interface Difference {
  readonly field: FieldId;
  readonly first: Mark | null;
  /** As the second keyer had it before looking again. */
  readonly second: Mark | null;
  /** Null while the second keyer is at it. */
  readonly outcome: 'put-right' | 'confirmed' | null;
}

interface DifferenceRow {
  readonly field: FieldId;
  readonly first_mark: string | null;
  readonly second_mark: string | null;
  readonly outcome: Difference['outcome'];
}

/** A mark as it lies in a column of JSON; null for none. */
export const markFromJson = (json: string | null): Mark | null =>
  json === null ? null : Mark.parse(JSON.parse(json));
export const markToJson = (mark: Mark | null): string | null => (mark === null ? null : JSON.stringify(mark));

export function readDifferences(db: ReadableDb, replyId: ReplyId): readonly Difference[] {
  return allRows<DifferenceRow>(
    db,
    'SELECT field, first_mark, second_mark, outcome FROM difference WHERE reply_id = @replyId',
    { replyId },
  ).map((row) => ({
    field: row.field,
    first: markFromJson(row.first_mark),
    second: markFromJson(row.second_mark),
    outcome: row.outcome,
  }));
}

export function insertDifference(
  db: WritableDb,
  found: {
    readonly replyId: ReplyId;
    readonly field: FieldId;
    readonly first: Mark | null;
    readonly second: Mark | null;
    readonly foundAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO difference (reply_id, field, first_mark, second_mark, found_at_ms)
     VALUES (@replyId, @field, @first, @second, @foundAtMs)`,
    { ...found, first: markToJson(found.first), second: markToJson(found.second) },
  );
}

/** The second keyer has looked again: his own value was wrong and is put right, or he stands by it. */
export function settleDifference(
  db: WritableDb,
  settled: {
    readonly replyId: ReplyId;
    readonly field: FieldId;
    readonly outcome: 'put-right' | 'confirmed';
    readonly mark: Mark | null;
  },
): void {
  write(
    db,
    `UPDATE difference SET outcome = @outcome, confirmed_mark = @mark
     WHERE reply_id = @replyId AND field = @field AND outcome IS NULL`,
    { ...settled, mark: markToJson(settled.mark) },
  );
}
