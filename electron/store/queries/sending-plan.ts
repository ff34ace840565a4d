import type { ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** What sending by itself goes by; it outlives the program. */
export interface SendingPlan {
  readonly nextTry: {
    readonly atMs: number;
    readonly attempts: number;
    readonly code: string;
    readonly reason: string;
  } | null;
  readonly stopped: {
    readonly code: string;
    readonly atMs: number;
    readonly reply: {
      readonly replyId: ReplyId;
      readonly serialLabel: string;
      readonly batchNumber: number;
    } | null;
  } | null;
}

interface PlanRow {
  readonly attempts: number;
  readonly nextAtMs: number | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly stoppedCode: string | null;
  readonly stoppedAtMs: number | null;
  readonly replyId: ReplyId | null;
  readonly serial: number | null;
  readonly serialPrefix: string | null;
  readonly batchNumber: number | null;
}

export function readPlan(db: ReadableDb): SendingPlan {
  const row = getRow<PlanRow>(
    db,
    `SELECT attempts, next_at_ms AS nextAtMs, code, reason, stopped_code AS stoppedCode,
       stopped_at_ms AS stoppedAtMs, stopped_reply_id AS replyId, reply.serial,
       consultation.serial_prefix AS serialPrefix, batch.number AS batchNumber
     FROM sending_plan
     LEFT JOIN reply ON reply.id = stopped_reply_id
     LEFT JOIN batch ON batch.id = reply.batch_id
     LEFT JOIN consultation ON consultation.id = reply.consultation_id
     WHERE sending_plan.id = 1`,
  )!;
  const { nextAtMs, code, reason, stoppedCode, stoppedAtMs } = row;
  return {
    nextTry:
      nextAtMs === null || code === null || reason === null
        ? null
        : { atMs: nextAtMs, attempts: row.attempts, code, reason },
    stopped:
      stoppedCode === null || stoppedAtMs === null
        ? null
        : { code: stoppedCode, atMs: stoppedAtMs, reply: replyOf(row) },
  };
}

function replyOf(row: PlanRow): NonNullable<SendingPlan['stopped']>['reply'] {
  const { replyId, serial, serialPrefix, batchNumber } = row;
  if (replyId === null || serial === null || serialPrefix === null || batchNumber === null) return null;
  return { replyId, serialLabel: serialLabel(serialPrefix, serial), batchNumber };
}

/** Nothing failed and nothing stopped. */
export function clearPlan(db: WritableDb): void {
  write(
    db,
    `UPDATE sending_plan SET attempts = 0, next_at_ms = NULL, code = NULL, reason = NULL, stopped_code = NULL,
       stopped_reply_id = NULL, stopped_at_ms = NULL WHERE id = 1`,
  );
}

/** A try failed on its way; the next one is planned. */
export function planNextTry(db: WritableDb, nextTry: NonNullable<SendingPlan['nextTry']>): void {
  clearPlan(db);
  write(
    db,
    `UPDATE sending_plan SET attempts = @attempts, next_at_ms = @atMs, code = @code, reason = @reason WHERE id = 1`,
    { ...nextTry },
  );
}

/** Sending doesn't go on by itself until somebody does something. */
export function stopPlan(
  db: WritableDb,
  stopped: { readonly code: string; readonly replyId: ReplyId | null; readonly atMs: number },
): void {
  clearPlan(db);
  write(
    db,
    `UPDATE sending_plan SET stopped_code = @code, stopped_reply_id = @replyId, stopped_at_ms = @atMs WHERE id = 1`,
    { ...stopped },
  );
}
