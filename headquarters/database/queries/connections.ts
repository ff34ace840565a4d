import { applicationName } from '../database.ts';
import type { ReadableDb } from '../database.ts';

/** Whether another headquarters is connected to this database. One that runs always is, by at least one connection. */
export async function isHeadquartersConnected(db: ReadableDb): Promise<boolean> {
  const { rows } = await db.query<{ is_there: boolean }>(
    `select exists (select from pg_stat_activity
                    where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()) as is_there`,
    [applicationName],
  );
  return rows[0]!.is_there;
}
