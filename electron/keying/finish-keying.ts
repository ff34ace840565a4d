import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { keyingCalls } from '../../contract/bridge/keying.ts';
import type { ItemRole } from '../../contract/records/consultation-pack.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { SavedMark } from '../../contract/records/keying.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { routedOver } from '../../contract/rules/routing.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { drawForSecondKeying } from '../store/draw-for-second-keying.ts';
import { formOf, type Form } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { setKeyingFinished, setReplyKeyed, type Keying } from '../store/queries/keyings.ts';
import { putMark, readMarks, leaveAllMarks } from '../store/queries/marks.ts';
import { readQuery } from '../store/queries/queries.ts';
import { verifyIfDone } from '../store/queries/rekeyings.ts';
import { queriesOfFinishedReply } from '../store/queries-of-finished-reply.ts';
import { PUT_RIGHT_KEYING, settleQueries } from '../store/settle-queries.ts';
import { demandChangeableKeying } from './demand-keying.ts';

type Finish = (typeof keyingCalls)['finish'];
type SavedMarks = Record<string, SavedMark>;

/**
 * Finishes a reply: every field that the form asks has a mark, the reply counts as keyed, the heavier checks
 * have raised what they found. All of it or nothing. Finishing what is finished changes nothing.
 * @throws PostbagError REPLY_UNKNOWN, FIELDS_UNANSWERED, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER
 */
export function finishKeying(desk: Desk, request: RequestOf<Finish>): ReplyOf<Finish> {
  const { db } = desk;
  const keying = demandChangeableKeying(desk, request.keyingId);
  if (keying.isFinished) return { raised: [], blanked: 0 };
  const form = formOf(db, keying.packHash);
  const finished = inTransaction(db, () => {
    const finishedAtMs = desk.nowMs();
    const marks = readMarks(db, keying.id);
    const blanked = blankTheRest(desk, keying, form, marks, request.restBlank);
    demandAllAnswered(form, marks);
    leaveAllMarks(db, keying.id);
    const { strokes, activeMs } = request;
    setKeyingFinished(db, { keyingId: keying.id, finishedAtMs, strokes, activeMs });
    const sender = {
      name: keyedText(form, marks, 'name'),
      organisation: keyedText(form, marks, 'organisation'),
      postcode: keyedText(form, marks, 'postcode'),
    };
    setReplyKeyed(db, { replyId: keying.replyId, ...sender });
    drawForSecondKeying(db, keying, [...form.byId.values()], finishedAtMs);
    verifyIfDone(db, keying.replyId);
    const opened = settleQueries(
      desk,
      keying.replyId,
      queriesOfFinishedReply(db, keying, form, marks, sender),
      PUT_RIGHT_KEYING,
    );
    appendAudit(db, {
      atMs: finishedAtMs,
      personId: desk.person.id,
      act: 'keying.finish',
      subject: keying.replyId,
      details: { blanked },
    });
    return { raised: opened.map((id) => readQuery(db, id)!), blanked };
  });
  desk.announce({ topic: 'store-changed' });
  return finished;
}

/** The fields that the form asks of this reply and that nobody has keyed, in the paper's order. */
function unanswered(form: Form, marks: SavedMarks): readonly Field[] {
  const skipped = routedOver(form.pack, form.fields, plainMarks(marks));
  return form.fields.filter((field) => !skipped.has(field.id) && marks[field.id] === undefined);
}

/** Records the rest blank where the keyer has said so, here and in `marks`. Returns how many fields. */
function blankTheRest(
  desk: Desk,
  keying: Keying,
  form: Form,
  marks: SavedMarks,
  restBlank: RequestOf<Finish>['restBlank'],
): number {
  if (restBlank === 'none') return 0;
  const rest = unanswered(form, marks).filter((field) => restBlank === 'all' || field.kind === 'comment');
  const savedAtMs = desk.nowMs();
  const blank = { mark: { kind: 'blank' }, overruleReason: null, savedAtMs } as const;
  for (const field of rest) {
    putMark(desk.db, { ...blank, keyingId: keying.id, field: field.id, isLeft: true, strokes: 0 });
    marks[field.id] = blank;
  }
  return rest.length;
}

function demandAllAnswered(form: Form, marks: SavedMarks): void {
  const missing = unanswered(form, marks);
  const [first] = missing;
  if (first === undefined) return;
  throw new PostbagError('FIELDS_UNANSWERED', { count: missing.length, field: first.id });
}

/** What was keyed in the line of the respondent block with this role; empty where there is none or it is blank. */
function keyedText(form: Form, marks: SavedMarks, role: ItemRole): string {
  const field = form.fields.find((candidate) => candidate.role === role && candidate.part === 'entry');
  const mark = field && marks[field.id]?.mark;
  return mark?.kind === 'value' && typeof mark.value === 'string' ? mark.value : '';
}

function plainMarks(marks: SavedMarks): Record<string, Mark> {
  return Object.fromEntries(Object.entries(marks).map(([field, saved]) => [field, saved.mark]));
}
