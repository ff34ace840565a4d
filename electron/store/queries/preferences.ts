import type { ConsultationId, PersonId } from '../../../contract/records/id.ts';
import type { KeyingPreference } from '../../../contract/records/keying.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

interface PreferenceRow {
  readonly field_order: KeyingPreference['order'];
  readonly finishes_at_last_field: number;
  readonly sounds: number;
}

/** How this person wants this consultation's form to run, or undefined where they never said. */
export function readPreference(
  db: ReadableDb,
  personId: PersonId,
  consultationId: ConsultationId,
): KeyingPreference | undefined {
  const row = getRow<PreferenceRow>(
    db,
    `SELECT field_order, finishes_at_last_field, sounds FROM preference
     WHERE person_id = @personId AND consultation_id = @consultationId`,
    { personId, consultationId },
  );
  return (
    row && {
      order: row.field_order,
      finishesAtLastField: row.finishes_at_last_field === 1,
      sounds: row.sounds === 1,
    }
  );
}

export function putPreference(
  db: WritableDb,
  personId: PersonId,
  consultationId: ConsultationId,
  preference: KeyingPreference,
): void {
  write(
    db,
    `INSERT INTO preference (person_id, consultation_id, field_order, finishes_at_last_field, sounds)
     VALUES (@personId, @consultationId, @order, @finishesAtLastField, @sounds)
     ON CONFLICT (person_id, consultation_id) DO UPDATE SET field_order = excluded.field_order,
       finishes_at_last_field = excluded.finishes_at_last_field, sounds = excluded.sounds`,
    {
      personId,
      consultationId,
      order: preference.order,
      finishesAtLastField: preference.finishesAtLastField ? 1 : 0,
      sounds: preference.sounds ? 1 : 0,
    },
  );
}
