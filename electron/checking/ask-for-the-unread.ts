import type { ReplyId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import { decidedMarks } from '../../contract/rules/checking/decided-marks.ts';
import { unansweredFields } from '../../contract/rules/seal.ts';
import type { WritableDb } from '../store/db.ts';
import { formOf } from '../store/form.ts';
import { readDecidedMarks } from '../store/queries/decisions.ts';
import { insertDifference, readDifferences, settleDifference } from '../store/queries/differences.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { readPlainMarks } from '../store/queries/marks.ts';
import { addRekeyedFields, readRekeying } from '../store/queries/rekeyings.ts';
import { readSecondKeying } from '../store/queries/second-keyings.ts';

/**
 * A decision can change the way through the form: “if No, go to 5” was keyed and wasn't on the paper. Then the form
 * asks what the first keyer was sent past, and nobody has read it. Each such field waits for the third person, who
 * has the paper. Runs inside the transaction of the decision.
 */
export function askForTheUnread(db: WritableDb, replyId: ReplyId, atMs: number): void {
  const { id: firstId, packHash } = readFirstKeying(db, replyId)!;
  const marks = decidedMarks(readPlainMarks(db, firstId), readDecidedMarks(db, replyId));
  const known = new Set<FieldId>(readDifferences(db, replyId).map(({ field }) => field));
  const unread = unansweredFields(formOf(db, packHash).pack, marks).filter(({ id }) => !known.has(id));
  if (unread.length === 0) return;
  const drawn = new Set<FieldId>(readRekeying(db, replyId)!.fields.map(({ id }) => id));
  const secondMarks = readPlainMarks(db, readSecondKeying(db, replyId)!.id);
  for (const { id: field } of unread) {
    if (!drawn.has(field)) addRekeyedFields(db, replyId, [{ id: field, because: 'in-full' }]);
    const second = secondMarks[field] ?? null;
    insertDifference(db, { replyId, field, first: null, second, foundAtMs: atMs });
    settleDifference(db, { replyId, field, outcome: 'confirmed', mark: second });
  }
}
