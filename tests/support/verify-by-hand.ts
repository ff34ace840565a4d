import type { ConsultationId, ReplyId } from '../../contract/records/id.ts';
import type { WritableDb } from '../../electron/store/db.ts';
import { standingRekeyPlan } from '../../electron/store/queries/rekey-plans.ts';
import { insertRekeying, readRekeying, verifyIfDone } from '../../electron/store/queries/rekeyings.ts';

/** Verifies a keyed reply as one of which nothing was drawn to be keyed again: for tests about something else. */
export function verifyByHand(db: WritableDb, replyId: ReplyId, consultationId: ConsultationId): void {
  if (readRekeying(db, replyId) === undefined) {
    const { number: planNumber } = standingRekeyPlan(db, consultationId);
    insertRekeying(db, { replyId, planNumber, isInFull: false, drawnAtMs: 1, fields: [] });
  }
  verifyIfDone(db, replyId);
}
