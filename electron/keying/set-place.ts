import type { KeyingId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import type { Desk } from '../store/desk.ts';
import { recordProgress } from '../store/queries/keyings.ts';
import { demandChangeableKeying, demandField } from './demand-keying.ts';
import { formOf } from '../store/form.ts';

/**
 * Keeps where the cursor went when nothing was keyed on the way, so that a crash finds it.
 * @throws PostbagError REPLY_UNKNOWN, FIELD_UNKNOWN, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER
 */
export function setPlace(desk: Desk, keyingId: KeyingId, place: FieldId): void {
  const keying = demandChangeableKeying(desk, keyingId);
  demandField(formOf(desk.db, keying.packHash), place);
  recordProgress(desk.db, { keyingId, place, savedAtMs: desk.nowMs(), strokes: 0, activeMs: 0 });
}
