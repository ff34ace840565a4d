import type { BatchId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { RekeyPlan } from '../../../contract/records/rekey-plan.ts';
import type { RekeyedField } from '../../../contract/rules/checking/rekeyed-fields.ts';
import { allRows, getRow, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';

/** What was drawn of a reply, and under which plan; undefined before its first keying was finished. */
export function readRekeying(
  db: ReadableDb,
  replyId: ReplyId,
):
  | { readonly plan: RekeyPlan; readonly isInFull: boolean; readonly fields: readonly RekeyedField[] }
  | undefined {
  const row = getRow<{ plan: string; is_in_full: number }>(
    db,
    `SELECT rekey_plan.plan, rekeying.is_in_full
     FROM rekeying JOIN rekey_plan ON rekey_plan.number = rekeying.plan_number
     WHERE rekeying.reply_id = @replyId`,
    { replyId },
  );
  if (row === undefined) return undefined;
  const fields = allRows<{ field: FieldId; because: RekeyedField['because'] }>(
    db,
    'SELECT field, because FROM rekeyed_field WHERE reply_id = @replyId',
    { replyId },
  );
  return {
    plan: RekeyPlan.parse(JSON.parse(row.plan)),
    isInFull: row.is_in_full === 1,
    fields: fields.map(({ field, because }) => ({ id: field, because })),
  };
}

export function insertRekeying(
  db: WritableDb,
  drawn: {
    readonly replyId: ReplyId;
    readonly planNumber: number;
    readonly isInFull: boolean;
    readonly drawnAtMs: number;
    readonly fields: readonly RekeyedField[];
  },
): void {
  const { replyId, planNumber, isInFull, drawnAtMs, fields } = drawn;
  write(
    db,
    `INSERT INTO rekeying (reply_id, plan_number, is_in_full, drawn_at_ms)
     VALUES (@replyId, @planNumber, @isInFull, @drawnAtMs)`,
    { replyId, planNumber, isInFull: isInFull ? 1 : 0, drawnAtMs },
  );
  addRekeyedFields(db, replyId, fields);
}

export function addRekeyedFields(db: WritableDb, replyId: ReplyId, fields: readonly RekeyedField[]): void {
  for (const { id, because } of fields) {
    write(db, 'INSERT INTO rekeyed_field (reply_id, field, because) VALUES (@replyId, @field, @because)', {
      replyId,
      field: id,
      because,
    });
  }
}

/** From now on the reply is keyed again in full. */
export function setRekeyedInFull(db: WritableDb, replyId: ReplyId): void {
  write(db, 'UPDATE rekeying SET is_in_full = 1 WHERE reply_id = @replyId', { replyId });
}

/** In how many batches the person began before this one, and has finished a first keying. */
export function countEarlierBatchesOf(db: ReadableDb, personId: PersonId, replyId: ReplyId): number {
  return getRow<{ batches: number }>(
    db,
    // Ids are UUIDv7, so the order of ids is the order in which keyings were begun.
    `WITH begun (batch_id, first_id, is_finished) AS (
       SELECT reply.batch_id, min(keying.id), max(keying.finished_at_ms IS NOT NULL)
       FROM keying JOIN reply ON reply.id = keying.reply_id
       WHERE keying.person_id = @personId AND keying.pass = 1 GROUP BY reply.batch_id
     )
     SELECT count(*) AS batches FROM begun
     WHERE is_finished = 1 AND first_id < (SELECT first_id FROM begun
       WHERE batch_id = (SELECT batch_id FROM reply WHERE id = @replyId))`,
    { personId, replyId },
  )!.batches;
}

export function isBatchInFull(db: ReadableDb, replyId: ReplyId): boolean {
  return (
    getRow(db, 'SELECT 1 FROM batch_in_full JOIN reply USING (batch_id) WHERE reply.id = @replyId', {
      replyId,
    }) !== undefined
  );
}

export function insertBatchInFull(
  db: WritableDb,
  failed: {
    readonly batchId: BatchId;
    readonly wrong: number;
    readonly mostWrong: number;
    readonly atMs: number;
  },
): void {
  write(
    db,
    'INSERT INTO batch_in_full (batch_id, wrong, most_wrong, at_ms) VALUES (@batchId, @wrong, @mostWrong, @atMs)',
    failed,
  );
}

/** How many drawn fields of the batch a third person found wrong in the first keying. */
export function countWrongDrawn(db: ReadableDb, batchId: BatchId): number {
  return getRow<{ wrong: number }>(
    db,
    `SELECT count(*) AS wrong
     FROM reply
     JOIN rekeyed_field ON rekeyed_field.reply_id = reply.id AND rekeyed_field.because = 'drawn'
     JOIN standing_decision ON standing_decision.reply_id = reply.id
       AND standing_decision.field = rekeyed_field.field
     WHERE reply.batch_id = @batchId AND standing_decision.fault IN ('first', 'both')`,
    { batchId },
  )!.wrong;
}

/** The replies of a batch for which something was drawn, those set aside left out. */
export function rekeyedReplies(db: ReadableDb, batchId: BatchId): readonly ReplyId[] {
  return allRows<{ id: ReplyId }>(
    db,
    `SELECT reply.id FROM reply JOIN rekeying ON rekeying.reply_id = reply.id
     WHERE reply.batch_id = @batchId AND reply.stage = 'here' AND reply.place <> 'excluded'`,
    { batchId },
  ).map(({ id }) => id);
}

/** Verifies the reply if nothing stands in its way any more; returns whether it was verified just now. */
export function verifyIfDone(db: WritableDb, replyId: ReplyId): boolean {
  const verified = writeAny(
    db,
    `UPDATE reply SET is_verified = 1
     WHERE id = @replyId AND place = 'keyed' AND stage = 'here' AND is_verified = 0
       AND EXISTS (SELECT 1 FROM rekeying WHERE reply_id = @replyId)
       AND (NOT EXISTS (SELECT 1 FROM rekeyed_field WHERE reply_id = @replyId)
         OR EXISTS (SELECT 1 FROM keying
              WHERE reply_id = @replyId AND pass = 2 AND finished_at_ms IS NOT NULL))
       AND NOT EXISTS (SELECT 1 FROM open_difference WHERE reply_id = @replyId)`,
    { replyId },
  );
  return verified > 0;
}

/** The reply has fields to be keyed again that it hadn't before. */
export function setUnverified(db: WritableDb, replyId: ReplyId): void {
  writeAny(db, 'UPDATE reply SET is_verified = 0 WHERE id = @replyId AND is_verified = 1', { replyId });
}
