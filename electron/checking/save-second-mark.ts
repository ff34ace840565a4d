import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { checkingCalls } from '../../contract/bridge/checking.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import { isSameMark } from '../../contract/rules/checking/compare-marks.ts';
import { misfitOf } from '../../contract/rules/marks.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { insertDifference, readDifferences } from '../store/queries/differences.ts';
import { readFirstKeying, recordProgress, type Keying } from '../store/queries/keyings.ts';
import { putMark, readMark, takeMarkAway } from '../store/queries/marks.ts';
import { demandOwnSecondKeying } from './demand-second-keying.ts';

type SaveMark = (typeof checkingCalls)['saveMark'];

/**
 * Commits one field of a second keying and, when it is left, compares it with the first. That they differ is said
 * once: saying it at every try would let a keyer find the first value by trying, and entries that are made to match
 * are how double keying fails (domain.md, "Accuracy").
 * @throws PostbagError REPLY_UNKNOWN, FIELD_UNKNOWN, MARK_REFUSED, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER,
 *   SECOND_KEYING_FINISHED
 */
export function saveSecondMark(desk: Desk, request: RequestOf<SaveMark>): ReplyOf<SaveMark> {
  const { db } = desk;
  const { keyingId, mark, place, isLeft, strokes, activeMs } = request;
  return inTransaction(db, () => {
    const { keying, fields } = demandOwnSecondKeying(desk, keyingId);
    if (keying.isFinished) {
      throw new PostbagError('SECOND_KEYING_FINISHED', { serialLabel: keying.serialLabel });
    }
    const field = fields.find(({ id }) => id === request.field);
    if (field === undefined) throw new PostbagError('FIELD_UNKNOWN', { field: request.field });
    const misfit = mark && misfitOf(field, mark);
    if (misfit) throw new PostbagError('MARK_REFUSED', { field: field.id, reason: misfit.message });
    const savedAtMs = desk.nowMs();
    if (mark === null) takeMarkAway(db, keyingId, field.id);
    else putMark(db, { ...request, mark, overruleReason: null, savedAtMs });
    recordProgress(db, { keyingId, place, savedAtMs, strokes, activeMs });
    const isLookAgain = isLeft && mark !== null && isHeardToDiffer(desk, keying, field.id, mark, savedAtMs);
    return { savedAtMs, isLookAgain };
  });
}

/** Notes that the field differs from the first keying; false where it doesn't, or was noted before. */
export function isHeardToDiffer(
  { db }: Pick<Desk, 'db'>,
  { replyId }: Keying,
  field: FieldId,
  second: Mark | null,
  foundAtMs: number,
): boolean {
  if (readDifferences(db, replyId).some((difference) => difference.field === field)) return false;
  const first = readMark(db, readFirstKeying(db, replyId)!.id, field)?.mark ?? null;
  if (isSameMark(first, second)) return false;
  insertDifference(db, { replyId, field, first, second, foundAtMs });
  return true;
}
