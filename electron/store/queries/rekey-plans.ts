import type { ConsultationId, PersonId } from '../../../contract/records/id.ts';
import type { RekeyPlanVersion } from '../../../contract/records/checking.ts';
import { RekeyPlan } from '../../../contract/records/rekey-plan.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

interface PlanRow {
  readonly number: number;
  readonly plan: string;
  readonly reason: string;
  readonly full_name: string | null;
  readonly made_at_ms: number;
}

/** The plans of a consultation, the newest first: the first of them stands. */
export function readRekeyPlans(db: ReadableDb, consultationId: ConsultationId): RekeyPlanVersion[] {
  return allRows<PlanRow>(
    db,
    `SELECT rekey_plan.number, rekey_plan.plan, rekey_plan.reason, person.full_name, rekey_plan.made_at_ms
     FROM rekey_plan LEFT JOIN person ON person.id = rekey_plan.made_by
     WHERE rekey_plan.consultation_id = @consultationId ORDER BY rekey_plan.number DESC`,
    { consultationId },
  ).map((row) => ({
    number: row.number,
    plan: RekeyPlan.parse(JSON.parse(row.plan)),
    reason: row.reason,
    madeByName: row.full_name,
    madeAtMs: row.made_at_ms,
  }));
}

/** The plan that stands now. Every consultation begins with one, by a trigger. */
export function standingRekeyPlan(
  db: ReadableDb,
  consultationId: ConsultationId,
): { readonly number: number; readonly plan: RekeyPlan } {
  const row = getRow<{ number: number; plan: string }>(
    db,
    'SELECT number, plan FROM rekey_plan WHERE consultation_id = @consultationId ORDER BY number DESC LIMIT 1',
    { consultationId },
  )!;
  return { number: row.number, plan: RekeyPlan.parse(JSON.parse(row.plan)) };
}

export function insertRekeyPlan(
  db: WritableDb,
  made: {
    readonly consultationId: ConsultationId;
    readonly plan: RekeyPlan;
    readonly reason: string;
    readonly madeBy: PersonId | null;
    readonly madeAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO rekey_plan (consultation_id, plan, reason, made_by, made_at_ms)
     VALUES (@consultationId, @plan, @reason, @madeBy, @madeAtMs)`,
    { ...made, plan: JSON.stringify(made.plan) },
  );
}
