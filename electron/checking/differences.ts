import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { checkingCalls } from '../../contract/bridge/checking.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { PackHash } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import { fieldName } from '../../contract/rules/field-name.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { hasContested, insertContest, insertDecision, listDecidedOf } from '../store/queries/decisions.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { countToCheck, readSecondKeying } from '../store/queries/second-keyings.ts';
import { countToDecide, type Decider } from '../store/queries/to-decide.ts';
import { demandDifference } from './decide.ts';
import { setSenderAsDecided } from './sender-as-decided.ts';
import { settleDecidedQueries } from './settle-decided-queries.ts';

type Calls = typeof checkingCalls;

/** What waits for this person, in numbers. */
export function waiting(
  desk: Desk,
  { consultationId }: RequestOf<Calls['waiting']>,
): ReplyOf<Calls['waiting']> {
  return {
    toKeyAgain: countToCheck(desk.db, desk.person.id, consultationId),
    toDecide: countToDecide(desk.db, decider(desk, consultationId)),
  };
}

/** One page of the differences that this person may decide: both values and no names, in the order of the paper. */
export async function toDecide(
  desk: Desk,
  { consultationId, ...page }: RequestOf<Calls['toDecide']>,
): Promise<ReplyOf<Calls['toDecide']>> {
  const found = await desk.reader.ask('listToDecide', { decider: decider(desk, consultationId), ...page });
  const rows = found.rows.map(({ decision, contest, ...difference }) => ({
    ...difference,
    fieldName: nameOf(desk, difference.packHash, difference.field),
    contested: decision && contest ? { decision, contest } : null,
  }));
  return { total: found.total, rows };
}

function decider({ person }: Desk, consultationId: RequestOf<Calls['toDecide']>['consultationId']): Decider {
  return { personId: person.id, isSupervisor: person.role === 'supervisor', consultationId };
}

/** What was decided of this person's own keyings, the newest first. */
export function decided(desk: Desk, { limit }: RequestOf<Calls['decided']>): ReplyOf<Calls['decided']> {
  return listDecidedOf(desk.db, desk.person.id, limit).map((line) => ({
    replyId: line.replyId,
    serialLabel: line.serialLabel,
    batchNumber: line.batchNumber,
    packHash: line.packHash,
    field: line.field,
    fieldName: nameOf(desk, line.packHash, line.field),
    pass: line.pass,
    mine: line.pass === 1 ? line.first : line.second,
    others: line.pass === 1 ? line.second : line.first,
    decision: line.decision!,
    contest: line.contest,
    isContestable: line.isHere && !line.hasContested && line.contest === null,
  }));
}

function nameOf({ db }: Desk, packHash: PackHash, field: FieldId): string {
  return fieldName(formOf(db, packHash).byId.get(field)!);
}

/**
 * Takes this person's own decision back, and what it raised that nobody has settled: the field waits to be decided
 * again.
 */
export function takeBackDecision(desk: Desk, { replyId, field }: RequestOf<Calls['takeBack']>): null {
  const { db, person } = desk;
  inTransaction(db, () => {
    const { decision, contest } = demandDifference(desk, replyId, field);
    if (decision?.decidedBy !== person.id || contest !== null)
      throw new PostbagError('NOTHING_TO_DECIDE', {});
    const atMs = desk.nowMs();
    insertDecision(db, {
      replyId,
      field,
      choice: 'taken-back',
      mark: null,
      fault: null,
      decidedBy: person.id,
      decidedAtMs: atMs,
    });
    setSenderAsDecided(db, replyId, field);
    settleDecidedQueries(desk, replyId, field, 'The decision was taken back.');
    appendAudit(db, {
      atMs,
      personId: person.id,
      act: 'checking.takeBack',
      subject: replyId,
      details: { field },
    });
  });
  desk.announce({ topic: 'store-changed' });
  return null;
}

/** A keyer disagrees with a decision about his own keying; the reply waits for a supervisor. */
export function contestDecision(desk: Desk, request: RequestOf<Calls['contest']>): null {
  const { db, person } = desk;
  const { replyId, field, reason } = request;
  inTransaction(db, () => {
    const { decision, contest } = demandDifference(desk, replyId, field);
    // Who handed it over has no more part in it: the value is that of who finished it.
    const isOwn = [readFirstKeying(db, replyId), readSecondKeying(db, replyId)].some(
      (keying) => keying?.personId === person.id,
    );
    if (!isOwn || decision === null || contest !== null || hasContested(db, replyId, field, person.id)) {
      throw new PostbagError('NOT_CONTESTABLE', {});
    }
    const atMs = desk.nowMs();
    insertContest(db, {
      decisionNumber: decision.number,
      replyId,
      field,
      contestedBy: person.id,
      reason,
      contestedAtMs: atMs,
    });
    appendAudit(db, {
      atMs,
      personId: person.id,
      act: 'checking.contest',
      subject: replyId,
      details: { field, reason },
    });
  });
  desk.announce({ topic: 'store-changed' });
  return null;
}
