import type { QueryId, ReplyId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import { isSameMark } from '../../contract/rules/checking/compare-marks.ts';
import { decidedMarks } from '../../contract/rules/checking/decided-marks.ts';
import type { Desk } from '../store/desk.ts';
import { formOf } from '../store/form.ts';
import { readDecidedMarks } from '../store/queries/decisions.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { readMarks } from '../store/queries/marks.ts';
import { readReply } from '../store/queries/replies.ts';
import { queriesOfFinishedReply } from '../store/queries-of-finished-reply.ts';
import { settleQueries } from '../store/settle-queries.ts';

/**
 * What counts now has the queries that a keying of the same marks would have, each once: a third person may read two
 * ticks, too, or what the form didn't ask. Runs inside the transaction in which the field was decided or taken back,
 * after lists and search have its sender.
 * @param whyClosed what is said of a query whose cause was decided away
 * @returns the ids of what was raised or opened again
 */
export function settleDecidedQueries(
  desk: Desk,
  replyId: ReplyId,
  field: FieldId,
  whyClosed: string,
): readonly QueryId[] {
  const { db } = desk;
  const keying = readFirstKeying(db, replyId)!;
  const form = formOf(db, keying.packHash);
  const first = readMarks(db, keying.id);
  const plain = Object.fromEntries(Object.entries(first).map(([id, { mark }]) => [id, mark]));
  const marks = Object.entries(decidedMarks(plain, readDecidedMarks(db, replyId))).map(([id, mark]) => {
    const saved = first[id];
    // Decided as it was keyed, it keeps the reason why a check was overruled.
    return [id, saved && isSameMark(saved.mark, mark) ? saved : { mark, overruleReason: null }] as const;
  });
  const wanted = queriesOfFinishedReply(db, keying, form, Object.fromEntries(marks), readReply(db, replyId)!);
  // That two senders may be one was asked of whoever was keyed later, and isn't asked of both.
  const isOfSender = ['name', 'postcode'].includes(form.byId.get(field)?.role ?? '');
  return settleQueries(desk, replyId, wanted, whyClosed, ({ kind }) => kind !== 'duplicate' || isOfSender);
}
