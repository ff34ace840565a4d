import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { checkingCalls } from '../../contract/bridge/checking.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { ConsultationId } from '../../contract/records/id.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { newestPack } from '../store/queries/consultations.ts';
import { insertRekeyPlan, readRekeyPlans } from '../store/queries/rekey-plans.ts';

type Calls = typeof checkingCalls;

/** The plans of a consultation, the newest first; the first of them stands. */
export function plansOf(
  { db }: Pick<Desk, 'db'>,
  { consultationId }: { readonly consultationId: ConsultationId },
): ReplyOf<Calls['plans']> {
  if (newestPack(db, consultationId) === undefined) {
    throw new PostbagError('CONSULTATION_UNKNOWN', {});
  }
  return readRekeyPlans(db, consultationId);
}

/** Makes a new plan with its reason. It holds for what is finished from now on: what was drawn stays drawn. */
export function makePlan(desk: Desk, request: RequestOf<Calls['makePlan']>): ReplyOf<Calls['makePlan']> {
  const { db, person } = desk;
  const { consultationId, plan, reason } = request;
  const newest = newestPack(db, consultationId);
  if (newest === undefined) throw new PostbagError('CONSULTATION_UNKNOWN', {});
  const { byId } = formOf(db, newest.hash);
  const stranger = plan.always === 'closed' ? undefined : plan.always.find((field) => !byId.has(field));
  if (stranger !== undefined) throw new PostbagError('FIELD_UNKNOWN', { field: stranger });
  inTransaction(db, () => {
    const madeAtMs = desk.nowMs();
    insertRekeyPlan(db, { consultationId, plan, reason, madeBy: person.id, madeAtMs });
    appendAudit(db, {
      atMs: madeAtMs,
      personId: person.id,
      act: 'checking.makePlan',
      subject: consultationId,
      details: { plan, reason },
    });
  });
  desk.announce({ topic: 'store-changed' });
  return readRekeyPlans(db, consultationId);
}
