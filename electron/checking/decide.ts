import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { checkingCalls } from '../../contract/bridge/checking.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { FieldId, Mark } from '../../contract/records/mark.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { isSameMark } from '../../contract/rules/checking/compare-marks.ts';
import { misfitOf } from '../../contract/rules/marks.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  insertDecision,
  readConfirmedDifference,
  wasContested,
  type ConfirmedDifference,
} from '../store/queries/decisions.ts';
import { readQuery } from '../store/queries/queries.ts';
import { verifyIfDone } from '../store/queries/rekeyings.ts';
import { readReply } from '../store/queries/replies.ts';
import { hadAHandIn } from '../store/queries/second-keyings.ts';
import { askForTheUnread } from './ask-for-the-unread.ts';
import { keyBatchInFull } from './key-batch-in-full.ts';
import { setSenderAsDecided } from './sender-as-decided.ts';
import { settleDecidedQueries } from './settle-decided-queries.ts';

type Decide = (typeof checkingCalls)['decide'];

/** What a query says whose cause was decided away. */
const DECIDED_OTHERWISE = 'Decided otherwise from the paper.';

/**
 * A third person decides one difference from the paper: whose value counts, and who or what was at fault. The
 * decision that was one wrong drawn field too many sends the whole batch to be keyed again in full, and what can't be
 * read or contradicts itself raises a query as it does when it is keyed.
 * @throws PostbagError REPLY_UNKNOWN, FIELD_UNKNOWN, MARK_REFUSED, REPLY_SEALED, NOTHING_TO_DECIDE,
 *   NOT_A_THIRD_PERSON, SUPERVISOR_ONLY
 */
export function decide(desk: Desk, request: RequestOf<Decide>): ReplyOf<Decide> {
  const { db, person } = desk;
  const { replyId, field, choice } = request;
  const done = inTransaction(db, () => {
    const difference = demandDifference(desk, replyId, field);
    if (hadAHandIn(db, replyId, person.id, null)) {
      throw new PostbagError('NOT_A_THIRD_PERSON', { serialLabel: difference.serialLabel });
    }
    if (difference.decision !== null && difference.contest === null) {
      throw new PostbagError('NOTHING_TO_DECIDE', {});
    }
    if (person.role !== 'supervisor' && wasContested(db, replyId, field)) {
      throw new PostbagError('SUPERVISOR_ONLY', {});
    }
    const mark = markThatCounts(desk, difference, request);
    const decidedAtMs = desk.nowMs();
    // The first keyer was sent past it, and nobody keyed anything else: no keyer is at fault for that.
    const isUnread = isSameMark(difference.first, difference.second);
    const fault = isUnread ? 'off-the-form' : request.fault;
    insertDecision(db, { replyId, field, choice, mark, fault, decidedBy: person.id, decidedAtMs });
    appendAudit(db, {
      atMs: decidedAtMs,
      personId: person.id,
      act: 'checking.decide',
      subject: replyId,
      details: { field, choice, fault, wasContested: difference.contest !== null },
    });
    setSenderAsDecided(db, replyId, field);
    askForTheUnread(db, replyId, decidedAtMs);
    const raised = settleDecidedQueries(desk, replyId, field, DECIDED_OTHERWISE);
    const { batchId } = readReply(db, replyId)!;
    const isBatchInFull = keyBatchInFull(desk, replyId, batchId);
    verifyIfDone(db, replyId);
    return { isBatchInFull, raised: raised.map((id) => readQuery(db, id)!) };
  });
  desk.announce({ topic: 'store-changed' });
  return done;
}

/** @throws PostbagError REPLY_UNKNOWN, REPLY_SEALED, NOTHING_TO_DECIDE */
export function demandDifference({ db }: Desk, replyId: ReplyId, field: FieldId): ConfirmedDifference {
  const reply = readReply(db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  const difference = readConfirmedDifference(db, replyId, field);
  if (difference === undefined) throw new PostbagError('NOTHING_TO_DECIDE', {});
  return difference;
}

function markThatCounts(
  { db }: Desk,
  { packHash, first, second }: ConfirmedDifference,
  { choice, mark, field: id }: RequestOf<Decide>,
): Mark | null {
  if (choice === 'first') return first;
  if (choice === 'second') return second;
  const field = formOf(db, packHash).byId.get(id);
  if (field === undefined) throw new PostbagError('FIELD_UNKNOWN', { field: id });
  const misfit = mark && misfitOf(field, mark);
  if (misfit) throw new PostbagError('MARK_REFUSED', { field: id, reason: misfit.message });
  return mark;
}
