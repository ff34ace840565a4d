import { rekeyedFields } from '../../contract/rules/checking/rekeyed-fields.ts';
import type { Field } from '../../contract/rules/fields.ts';
import type { WritableDb } from './db.ts';
import type { Keying } from './queries/keyings.ts';
import { standingRekeyPlan } from './queries/rekey-plans.ts';
import { countEarlierBatchesOf, insertRekeying, isBatchInFull, readRekeying } from './queries/rekeyings.ts';

/**
 * Draws, under the plan that stands, what of a reply is keyed again. Once: a first keying that is opened and finished
 * anew keeps what was drawn. Runs inside the caller's transaction.
 * @param fields of the reply's form, lamps included
 */
export function drawForSecondKeying(
  db: WritableDb,
  { replyId, personId, consultationId }: Keying,
  fields: readonly Field[],
  drawnAtMs: number,
): void {
  if (readRekeying(db, replyId) !== undefined) return;
  const { number, plan } = standingRekeyPlan(db, consultationId);
  const isNewKeyer = countEarlierBatchesOf(db, personId, replyId) < plan.newKeyerBatches;
  const isInFull = isNewKeyer || isBatchInFull(db, replyId);
  insertRekeying(db, {
    replyId,
    planNumber: number,
    isInFull,
    drawnAtMs,
    fields: rekeyedFields(plan, fields, replyId, isInFull),
  });
}
