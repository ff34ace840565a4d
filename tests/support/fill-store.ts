import type { KeyingId } from '../../contract/records/id.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { allRows, inTransaction } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { newestPack, readPack } from '../../electron/store/queries/consultations.ts';
import { putMark } from '../../electron/store/queries/marks.ts';
import { plainMark } from './invented-marks.ts';
import { fillWithReplies } from './many-replies.ts';
import { CWS } from './post-room.ts';

const repliesInATransaction = 10_000;
/** Of the form's fields, as many as people answer on the average; the blanks are left out for time's sake. */
const marksOfAReply = 12;

/** Fills the store as a unit's is at the end of a consultation: replies with their keyings and marks, invented. */
export function fillStore(desk: Desk, howMany: number): void {
  for (let left = howMany; left > 0; left -= repliesInATransaction) {
    fillWithReplies(desk, Math.min(left, repliesInATransaction));
  }
  fillWithMarks(desk);
}

/** Gives every keying that has none yet its marks. */
function fillWithMarks(desk: Desk): void {
  const { db } = desk;
  const pack = readPack(db, newestPack(db, CWS)!.hash)!;
  const fields = fieldsOf(pack).slice(0, marksOfAReply);
  const keyings = allRows<{ id: KeyingId }>(db, 'SELECT id FROM keying ORDER BY id');
  for (let from = 0; from < keyings.length; from += repliesInATransaction) {
    const savedAtMs = desk.nowMs();
    inTransaction(db, () => {
      for (const { id: keyingId } of keyings.slice(from, from + repliesInATransaction)) {
        for (const field of fields) {
          const mark = plainMark(field);
          putMark(db, {
            keyingId,
            field: field.id,
            mark,
            overruleReason: null,
            isLeft: true,
            savedAtMs,
            strokes: 1,
          });
        }
      }
    });
  }
}
