import { PostbagError } from '../../contract/errors.ts';
import type { ConsultationId } from '../../contract/records/id.ts';
import type { KeyingPreference } from '../../contract/records/keying.ts';
import type { Desk } from '../store/desk.ts';
import { readConsultation } from '../store/queries/consultations.ts';
import { putPreference, readPreference } from '../store/queries/preferences.ts';

/** What holds until a person says otherwise: the paper's order, the last field finishes, sounds are heard. */
const UNTOLD: KeyingPreference = { order: 'as-on-paper', finishesAtLastField: true, sounds: true };

export function preferenceOf(desk: Desk, consultationId: ConsultationId): KeyingPreference {
  return readPreference(desk.db, desk.person.id, consultationId) ?? UNTOLD;
}

/** @throws PostbagError CONSULTATION_UNKNOWN */
export function setPreference(
  desk: Desk,
  consultationId: ConsultationId,
  preference: KeyingPreference,
): void {
  if (readConsultation(desk.db, consultationId) === undefined)
    throw new PostbagError('CONSULTATION_UNKNOWN', {});
  putPreference(desk.db, desk.person.id, consultationId, preference);
}
