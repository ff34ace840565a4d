import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

export type SettingName =
  | 'unit_name'
  | 'store_id'
  | 'lock_after_minutes'
  | 'backup_every_hours'
  | 'backup_second_folder'
  | 'consultations_etag';

/** A setting of the unit, or null where it was never set. */
export function settingOf(db: ReadableDb, name: SettingName): string | null {
  return (
    getRow<{ value: string }>(db, 'SELECT value FROM setting WHERE name = @name', { name })?.value ?? null
  );
}

export function setSetting(db: WritableDb, name: SettingName, value: string): void {
  write(
    db,
    `INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    { name, value },
  );
}
