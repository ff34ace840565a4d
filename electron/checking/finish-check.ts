import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { checkingCalls } from '../../contract/bridge/checking.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Mark } from '../../contract/records/mark.ts';
import { isSameMark } from '../../contract/rules/checking/compare-marks.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readDifferences, settleDifference } from '../store/queries/differences.ts';
import { leaveAllMarks, putMark, readPlainMarks } from '../store/queries/marks.ts';
import { verifyIfDone } from '../store/queries/rekeyings.ts';
import { setKeyingFinished } from '../store/queries/keyings.ts';
import { demandOwnSecondKeying, type SecondKeying } from './demand-second-keying.ts';
import { isHeardToDiffer } from './save-second-mark.ts';

type Finish = (typeof checkingCalls)['finish'];
type Marks = Record<string, Mark | undefined>;

/**
 * Ends a second keying: each difference that was heard is put right or confirmed by what stands there now, and the
 * reply is verified if none is confirmed. What differs and was never left, a lamp that only one of the two lit, is
 * to be looked at first; asked again after that, the keying ends.
 * @throws PostbagError REPLY_UNKNOWN, FIELDS_UNANSWERED, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER
 */
export function finishCheck(desk: Desk, request: RequestOf<Finish>): ReplyOf<Finish> {
  const { db } = desk;
  const second = demandOwnSecondKeying(desk, request.keyingId);
  if (second.keying.isFinished) return { isFinished: true, lookAgain: [] };
  const ended = inTransaction(db, () => end(desk, second, request));
  if (ended.isFinished) desk.announce({ topic: 'store-changed' });
  return ended;
}

function end(desk: Desk, second: SecondKeying, request: RequestOf<Finish>): ReplyOf<Finish> {
  const { db } = desk;
  const { keying, fields } = second;
  const { replyId } = keying;
  const atMs = desk.nowMs();
  const marks: Marks = readPlainMarks(db, keying.id);
  blankTheRest(desk, second, marks, request.restBlank, atMs);
  demandAllAnswered(second, marks);
  const lookAgain = fields
    .filter(({ id }) => isHeardToDiffer(desk, keying, id, marks[id] ?? null, atMs))
    .map(({ id }) => id);
  if (lookAgain.length > 0) return { isFinished: false, lookAgain };
  const counts = { 'put-right': 0, confirmed: 0 };
  for (const { field, first, outcome } of readDifferences(db, replyId)) {
    if (outcome !== null) continue;
    const mark = marks[field] ?? null;
    const settled = isSameMark(first, mark) ? 'put-right' : 'confirmed';
    settleDifference(db, { replyId, field, outcome: settled, mark });
    counts[settled] += 1;
  }
  leaveAllMarks(db, keying.id);
  const { strokes, activeMs } = request;
  setKeyingFinished(db, { keyingId: keying.id, finishedAtMs: atMs, strokes, activeMs });
  const isVerified = verifyIfDone(db, replyId);
  appendAudit(db, {
    atMs,
    personId: desk.person.id,
    act: 'checking.finish',
    subject: replyId,
    details: { putRight: counts['put-right'], confirmed: counts.confirmed, isVerified },
  });
  return { isFinished: true, lookAgain: [] };
}

/** The fields keyed again that the form asks, by what this person ticked, and that have no mark yet. */
function unanswered({ form, fields }: SecondKeying, marks: Marks): readonly Field[] {
  const skipped = routedOver(form.pack, form.fields, marks);
  return fields.filter(
    (field) => field.isInTabOrder && !skipped.has(field.id) && marks[field.id] === undefined,
  );
}

/** Records the rest blank where the keyer has said so, here and in `marks`. */
function blankTheRest(
  { db }: Desk,
  second: SecondKeying,
  marks: Marks,
  restBlank: RequestOf<Finish>['restBlank'],
  savedAtMs: number,
): void {
  if (restBlank === 'none') return;
  const rest = unanswered(second, marks).filter((field) => restBlank === 'all' || field.kind === 'comment');
  for (const { id } of rest) {
    marks[id] = { kind: 'blank' };
    putMark(db, {
      keyingId: second.keying.id,
      field: id,
      mark: { kind: 'blank' },
      overruleReason: null,
      isLeft: true,
      savedAtMs,
      strokes: 0,
    });
  }
}

function demandAllAnswered(second: SecondKeying, marks: Marks): void {
  const missing = unanswered(second, marks);
  const [first] = missing;
  if (first === undefined) return;
  throw new PostbagError('FIELDS_UNANSWERED', { count: missing.length, field: first.id });
}
