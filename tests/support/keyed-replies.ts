import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { KeyingSheet } from '../../contract/records/keying.ts';
import { fieldId } from '../../contract/records/field-id.ts';
import type { Mark } from '../../contract/records/mark.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { finishKeying } from '../../electron/keying/finish-keying.ts';
import { saveMark } from '../../electron/keying/save-mark.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { readPack } from '../../electron/store/queries/consultations.ts';

// Keying in the words of a test: a mark, a field that is keyed and left, a reply that is finished.

export const blank: Mark = { kind: 'blank' };
export const illegible: Mark = { kind: 'illegible' };
export const says = (value: string | string[]): Mark => ({ kind: 'value', value });
export const spoilt = (...codes: string[]): Mark => ({ kind: 'spoilt', value: codes });

type SaveMark = Calls['keying']['saveMark'];

/** Keys one field and leaves it, or with `isLeft: false` is still in it. */
export function keys(
  desk: Desk,
  sheet: Pick<KeyingSheet, 'keyingId'>,
  field: string,
  mark: Mark | null,
  details: Partial<RequestOf<SaveMark>> = {},
): ReplyOf<SaveMark> {
  return saveMark(desk, {
    keyingId: sheet.keyingId,
    field: fieldId(field),
    mark,
    isLeft: true,
    overruleReason: null,
    place: fieldId(field),
    strokes: 1,
    activeMs: 100,
    ...details,
  });
}

/** Keys the given fields, records every other one blank, and finishes. */
export function keysToTheEnd(
  desk: Desk,
  sheet: Pick<KeyingSheet, 'keyingId' | 'packHash'>,
  marks: Readonly<Record<string, Mark>> = {},
): ReplyOf<Calls['keying']['finish']> {
  for (const [field, mark] of Object.entries(marks)) keys(desk, sheet, field, mark);
  for (const field of fieldsOf(readPack(desk.db, sheet.packHash)!)) {
    if (marks[field.id] === undefined) keys(desk, sheet, field.id, blank);
  }
  return finishes(desk, sheet);
}

export function finishes(
  desk: Desk,
  sheet: Pick<KeyingSheet, 'keyingId'>,
  restBlank: RequestOf<Calls['keying']['finish']>['restBlank'] = 'none',
): ReplyOf<Calls['keying']['finish']> {
  return finishKeying(desk, { keyingId: sheet.keyingId, restBlank, strokes: 1, activeMs: 100 });
}

/** The refusal that the work ends in; throws where nothing is refused. */
export function refusalOf(work: () => unknown): { readonly code: string; readonly details: unknown } {
  try {
    work();
  } catch (error) {
    if (error instanceof PostbagError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}
