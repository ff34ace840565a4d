import type { ReplyId } from '../../contract/records/id.ts';
import { rekeyedFields } from '../../contract/rules/checking/rekeyed-fields.ts';
import type { WritableDb } from './db.ts';
import { formOf } from './form.ts';
import { readFirstKeying } from './queries/keyings.ts';
import {
  addRekeyedFields,
  isBatchInFull,
  readRekeying,
  setRekeyedInFull,
  setUnverified,
} from './queries/rekeyings.ts';
import { readSecondKeying, reopenSecondKeying } from './queries/second-keyings.ts';

/**
 * Everything of a reply that wasn't drawn is keyed again too: its second keying goes on, if it was finished. Runs
 * inside the caller's transaction.
 */
export function keyTheRestAgain(db: WritableDb, replyId: ReplyId): void {
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

/** A reply that was set aside while its batch failed is keyed again in full as the others are, once it is back. */
export function keyTheRestOfTakenBack(db: WritableDb, replyId: ReplyId): void {
  const rekeying = readRekeying(db, replyId);
  if (rekeying !== undefined && !rekeying.isInFull && isBatchInFull(db, replyId))
    keyTheRestAgain(db, replyId);
}
