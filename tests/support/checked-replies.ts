import type { CheckingSheet } from '../../contract/records/checking.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import { fieldId } from '../../contract/records/field-id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { RekeyPlan } from '../../contract/records/rekey-plan.ts';
import { finishCheck } from '../../electron/checking/finish-check.ts';
import { openCheck } from '../../electron/checking/open-check.ts';
import { makePlan } from '../../electron/checking/plans.ts';
import { saveSecondMark } from '../../electron/checking/save-second-mark.ts';
import { openKeying } from '../../electron/keying/open-keying.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { blank, keysToTheEnd } from './keyed-replies.ts';
import { BENCHES } from './post-room.ts';

// Second keying in the words of a test.

/** From now on the closed fields are keyed again, and nothing is drawn, unless the test says otherwise. */
export function plans(desk: Desk, changes: Partial<RekeyPlan> = {}, consultationId = BENCHES): void {
  const usual: RekeyPlan = {
    always: 'closed',
    drawnPerThousand: 0,
    seed: 'a test',
    newKeyerBatches: 0,
    mostWrong: 0,
  };
  makePlan(desk, { consultationId, plan: { ...usual, ...changes }, reason: 'A test.' });
}

/** The first keying of a reply to its end; every field that isn't given is blank. */
export function keysFirst(desk: Desk, replyId: ReplyId, marks: Readonly<Record<string, Mark>> = {}): void {
  keysToTheEnd(desk, openKeying(desk, replyId), marks);
}

/** Keys one field again and leaves it; whether it is to be looked at again. */
export function keysAgain(desk: Desk, sheet: CheckingSheet, field: string, mark: Mark | null): boolean {
  const { isLookAgain } = saveSecondMark(desk, {
    keyingId: sheet.keyingId,
    field: fieldId(field),
    mark,
    isLeft: true,
    place: fieldId(field),
    strokes: 1,
    activeMs: 100,
  });
  return isLookAgain;
}

/**
 * The second keying of a reply to its end: the given marks, every other field blank. What differs is looked at again
 * and confirmed, unless `secondTry` has another mark for it.
 */
export function keysAgainToTheEnd(
  desk: Desk,
  replyId: ReplyId,
  marks: Readonly<Record<string, Mark>> = {},
  secondTry: Readonly<Record<string, Mark>> = {},
): void {
  const sheet = openCheck(desk, replyId);
  for (const field of sheet.fields) {
    const mark = marks[field] ?? (field.startsWith('lamp.') ? null : blank);
    if (mark === null) continue;
    if (keysAgain(desk, sheet, field, mark)) keysAgain(desk, sheet, field, secondTry[field] ?? mark);
  }
  const finish = () =>
    finishCheck(desk, { keyingId: sheet.keyingId, restBlank: 'none', strokes: 1, activeMs: 100 });
  if (!finish().isFinished) finish();
}
