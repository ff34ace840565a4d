import type { BatchId, ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../store/desk.ts';
import { keyTheRestAgain } from '../store/key-the-rest-again.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  countWrongDrawn,
  insertBatchInFull,
  isBatchInFull,
  readRekeying,
  rekeyedReplies,
} from '../store/queries/rekeyings.ts';

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
  for (const other of rekeyedReplies(db, batchId)) keyTheRestAgain(db, other);
  appendAudit(db, {
    atMs,
    personId: desk.person.id,
    act: 'checking.batchInFull',
    subject: batchId,
    details: { wrong, mostWrong },
  });
  return true;
}
