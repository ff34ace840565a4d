import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { keyingCalls } from '../../contract/bridge/keying.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Mark } from '../../contract/records/mark.ts';
import { MARK_KINDS_OF_QUERY, queriesOfMark } from '../../contract/rules/check-queries.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { misfitOf } from '../../contract/rules/marks.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { recordProgress, reopenFirstKeying, type Keying } from '../store/queries/keyings.ts';
import { putMark, readMark, takeMarkAway } from '../store/queries/marks.ts';
import { countOpenQueries } from '../store/queries/queries.ts';
import { PUT_RIGHT_KEYING, settleQueries } from '../store/settle-queries.ts';
import { demandChangeableKeying, demandField } from './demand-keying.ts';

type SaveMark = (typeof keyingCalls)['saveMark'];

/**
 * Commits one field: the mark and the keying's progress, two rows and as a rule two pages. When this returns,
 * both are on the disk (WAL, synchronous=FULL). Light checks don't hold a mark back, because the paper may be
 * wrong and what is half typed has to be kept; a mark that can't belong to its field is refused.
 * @throws PostbagError REPLY_UNKNOWN, FIELD_UNKNOWN, MARK_REFUSED, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER,
 *   REPLY_BEING_CHECKED
 */
export function saveMark(desk: Desk, request: RequestOf<SaveMark>): ReplyOf<SaveMark> {
  const { db } = desk;
  const { keyingId, mark, place, isLeft, strokes, activeMs } = request;
  const saved = inTransaction(db, () => {
    const keying = demandChangeableKeying(desk, keyingId);
    const form = formOf(db, keying.packHash);
    const field = demandField(form, request.field);
    demandField(form, place);
    const misfit = mark && misfitOf(field, mark);
    if (misfit) throw new PostbagError('MARK_REFUSED', { field: field.id, reason: misfit.message });
    const savedAtMs = desk.nowMs();
    const isReopened = keying.isFinished && !isStored(desk, keying, field, mark);
    if (isReopened) reopen(desk, keying, savedAtMs);
    if (mark === null) takeMarkAway(db, keyingId, field.id);
    else putMark(db, { ...request, mark, savedAtMs });
    recordProgress(db, { keyingId, place, savedAtMs, strokes, activeMs });
    // Not while it is being typed: half a word is no reason to send for somebody.
    if (isLeft || mark === null) {
      settleQueries(
        desk,
        keying.replyId,
        queriesOfMark(field, mark, request.overruleReason),
        PUT_RIGHT_KEYING,
        (query) => query.field === field.id && MARK_KINDS_OF_QUERY.some((kind) => kind === query.kind),
      );
    }
    return { savedAtMs, openQueries: countOpenQueries(db, keying.replyId), isReopened };
  });
  // Other screens show a reply's place; a field by itself concerns nobody else.
  if (saved.isReopened) desk.announce({ topic: 'store-changed' });
  return saved;
}

/** Whether the field holds exactly this already: passing through a finished reply doesn't make it outstanding. */
function isStored(desk: Desk, keying: Keying, field: Field, mark: Mark | null): boolean {
  const stored = readMark(desk.db, keying.id, field.id)?.mark ?? null;
  return JSON.stringify(stored) === JSON.stringify(mark);
}

function reopen(desk: Desk, keying: Keying, atMs: number): void {
  reopenFirstKeying(desk.db, keying.id, keying.replyId);
  appendAudit(desk.db, {
    atMs,
    personId: desk.person.id,
    act: 'keying.reopen',
    subject: keying.replyId,
    details: {},
  });
}
