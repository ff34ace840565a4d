import type { CheckedWork } from '../../../contract/records/quality.ts';
import type { ConsultationId, PersonId } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { allRows, type ReadableDb } from '../db.ts';

/** Which keyings are looked at: by when they were finished last. `personId` null: everybody's. */
export interface QualityFilter {
  readonly consultationId: ConsultationId | null;
  readonly personId: PersonId | null;
  readonly fromMs: number;
  /** Not included. */
  readonly toMs: number;
}

// A first keying that is opened again for a correction isn't done; a second one that goes on in full was, and a batch
// that failed would look best just while it is keyed again.
const FINISHED_AT = 'iif(keying.pass = 1, keying.finished_at_ms, keying.last_finished_at_ms)';
const FINISHED_IN_PERIOD = `
  ${FINISHED_AT} >= @fromMs AND ${FINISHED_AT} < @toMs
  AND (@consultationId IS NULL OR reply.consultation_id = @consultationId)
  AND (@personId IS NULL OR keying.person_id = @personId)`;

/** What a person has finished in one pass. */
export interface FinishedWork {
  readonly personId: PersonId;
  readonly pass: 1 | 2;
  readonly replies: number;
  readonly strokes: number;
  readonly activeMs: number;
}

export function readFinishedWork(db: ReadableDb, filter: QualityFilter): readonly FinishedWork[] {
  return allRows<FinishedWork>(
    db,
    `SELECT keying.person_id AS personId, keying.pass, count(*) AS replies, sum(keying.strokes) AS strokes,
       sum(keying.active_ms) AS activeMs
     FROM keying JOIN reply ON reply.id = keying.reply_id
     WHERE ${FINISHED_IN_PERIOD}
     GROUP BY keying.person_id, keying.pass`,
    { ...filter },
  );
}

/** What was keyed twice of a person's keyings in one pass, by field. */
export interface CheckedField extends CheckedWork {
  readonly personId: PersonId;
  readonly pass: 1 | 2;
  readonly field: FieldId;
}

/**
 * What two people have keyed, by person, pass and field, and what was found there. Charged to the keying is what a
 * third person decided, and beside it, of a second keying, what its own keyer put right. Only what was keyed again to
 * the end, so that a field counts once, for both: of a second keying that goes on in full the fields that it began with.
 * A field that the form asked of nobody isn't one that was keyed, and what is contested isn't decided.
 */
export function readCheckedFields(db: ReadableDb, filter: QualityFilter): readonly CheckedField[] {
  return allRows<CheckedField>(
    db,
    `SELECT keying.person_id AS personId, keying.pass, rekeyed_field.field, count(*) AS fields,
       sum(coalesce(mark.strokes, 0)) AS strokes,
       sum(coalesce(decision.fault = 'both' OR decision.fault = iif(keying.pass = 1, 'first', 'second'), 0)) AS errors,
       sum(keying.pass = 2 AND coalesce(difference.outcome = 'put-right', 0)) AS putRight,
       sum(coalesce(decision.fault IN ('illegible', 'two-ticks', 'off-the-form'), 0)) AS paperFaults,
       sum(coalesce(difference.outcome = 'confirmed' AND decision.number IS NULL, 0)) AS undecided
     FROM keying
     JOIN reply ON reply.id = keying.reply_id
     JOIN keying AS second ON second.reply_id = keying.reply_id AND second.pass = 2
       AND second.last_finished_at_ms IS NOT NULL
     JOIN rekeyed_field ON rekeyed_field.reply_id = keying.reply_id
     LEFT JOIN mark ON mark.keying_id = keying.id AND mark.field = rekeyed_field.field
     LEFT JOIN difference ON difference.reply_id = keying.reply_id AND difference.field = rekeyed_field.field
     LEFT JOIN standing_decision AS decision ON decision.reply_id = keying.reply_id
       AND decision.field = rekeyed_field.field
       AND NOT EXISTS (SELECT 1 FROM contest WHERE contest.decision_number = decision.number)
     WHERE ${FINISHED_IN_PERIOD}
       AND (second.finished_at_ms IS NOT NULL OR rekeyed_field.because <> 'in-full' OR difference.outcome IS NOT NULL)
       AND (difference.reply_id IS NOT NULL OR rekeyed_field.field GLOB 'lamp.*' OR EXISTS (
         SELECT 1 FROM mark AS any_mark WHERE any_mark.field = rekeyed_field.field AND any_mark.keying_id IN (
           SELECT either.id FROM keying AS either WHERE either.reply_id = keying.reply_id)))
     GROUP BY keying.person_id, keying.pass, rekeyed_field.field`,
    { ...filter },
  );
}
