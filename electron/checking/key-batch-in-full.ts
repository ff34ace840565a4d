import type { BatchId, ReplyId } from '../../contract/records/id.ts';
import { rekeyedFields } from '../../contract/rules/checking/rekeyed-fields.ts';
import type { WritableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import {
  addRekeyedFields,
  countWrongDrawn,
  insertBatchInFull,
  isBatchInFull,
  readRekeying,
  rekeyedReplies,
  setRekeyedInFull,
  setUnverified,
} from '../store/queries/rekeyings.ts';
import { readSecondKeying, reopenSecondKeying } from '../store/queries/second-keyings.ts';

/**
 * Sends a batch whose drawn fields failed to be keyed again in full: every reply of it gets the fields that weren't
 * drawn, and finished second keyings go on. A decision that is taken back later doesn't undo it: the fields are drawn.
 * Runs inside the caller's transaction.
 * @param replyId the reply whose field was decided just now; its plan says how many may be wrong
 * @returns whether it happened now
 */
export function keyBatchInFull(desk: Desk, replyId: ReplyId, batchId: BatchId): boolean {
  const { db } = desk;
  const { mostWrong } = readRekeying(db, replyId)!.plan;
  const wrong = countWrongDrawn(db, batchId);
  if (wrong <= mostWrong || isBatchInFull(db, replyId)) return false;
  const atMs = desk.nowMs();
  insertBatchInFull(db, { batchId, wrong, mostWrong, atMs });
  for (const other of rekeyedReplies(db, batchId)) addTheRest(db, other);
  appendAudit(db, {
    atMs,
    personId: desk.person.id,
    act: 'checking.batchInFull',
    subject: batchId,
    details: { wrong, mostWrong },
  });
  return true;
}

function addTheRest(db: WritableDb, replyId: ReplyId): void {
  const { plan, fields } = readRekeying(db, replyId)!;
  const form = formOf(db, readFirstKeying(db, replyId)!.packHash);
  const drawn = new Set(fields.map(({ id }) => id));
  const more = rekeyedFields(plan, [...form.byId.values()], replyId, true).filter(({ id }) => !drawn.has(id));
  setRekeyedInFull(db, replyId);
  if (more.length === 0) return;
  addRekeyedFields(db, replyId, more);
  const second = readSecondKeying(db, replyId);
  if (second?.isFinished) reopenSecondKeying(db, second.id);
  else setUnverified(db, replyId);
}
