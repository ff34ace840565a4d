import type { BatchId, KeyingId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, write, type ReadableDb, type WritableDb } from '../db.ts';

/** A half-keyed reply of a batch: who has it, and whether it may go to somebody. */
export interface HalfKeyed {
  readonly keyingId: KeyingId;
  readonly replyId: ReplyId;
  readonly serialLabel: string;
  readonly personId: PersonId;
  /** False where that person had a hand in the other keying of the reply, has seen it, or has decided of it. */
  readonly mayTake: boolean;
}

/** What of a batch is begun and not finished, by anybody but `toPerson`, in the order of the pile. */
export function listHalfKeyed(db: ReadableDb, batchId: BatchId, toPerson: PersonId): readonly HalfKeyed[] {
  return allRows<{
    keying_id: KeyingId;
    reply_id: ReplyId;
    serial_prefix: string;
    serial: number;
    person_id: PersonId;
    may_take: number;
  }>(
    db,
    `SELECT keying.id AS keying_id, keying.reply_id, consultation.serial_prefix, reply.serial, keying.person_id,
       NOT EXISTS (SELECT 1 FROM hand_in_keying WHERE hand_in_keying.reply_id = reply.id
         AND hand_in_keying.pass <> keying.pass AND hand_in_keying.person_id = @toPerson)
       AND NOT EXISTS (SELECT 1 FROM decision
         WHERE decision.reply_id = reply.id AND decision.decided_by = @toPerson)
       AND NOT (keying.pass = 2 AND EXISTS (SELECT 1 FROM first_values_seen
         WHERE first_values_seen.reply_id = reply.id AND first_values_seen.person_id = @toPerson)) AS may_take
     FROM reply
     JOIN keying ON keying.reply_id = reply.id
     JOIN consultation ON consultation.id = reply.consultation_id
     WHERE reply.batch_id = @batchId AND reply.stage = 'here' AND reply.place <> 'excluded'
       AND keying.finished_at_ms IS NULL AND keying.person_id <> @toPerson
     ORDER BY reply.serial, keying.pass`,
    { batchId, toPerson },
  ).map((row) => ({
    keyingId: row.keying_id,
    replyId: row.reply_id,
    serialLabel: serialLabel(row.serial_prefix, row.serial),
    personId: row.person_id,
    mayTake: row.may_take === 1,
  }));
}

/** Gives an unfinished keying to somebody else, with the record that the store demands. */
export function handOverKeying(
  db: WritableDb,
  handed: {
    readonly keyingId: KeyingId;
    readonly fromPerson: PersonId;
    readonly toPerson: PersonId;
    readonly handedBy: PersonId;
    readonly atMs: number;
  },
): void {
  const { keyingId, toPerson } = handed;
  write(
    db,
    `INSERT INTO hand_over (keying_id, from_person, to_person, handed_by, at_ms)
     VALUES (@keyingId, @fromPerson, @toPerson, @handedBy, @atMs)`,
    handed,
  );
  write(db, 'UPDATE keying SET person_id = @toPerson WHERE id = @keyingId AND finished_at_ms IS NULL', {
    keyingId,
    toPerson,
  });
}
