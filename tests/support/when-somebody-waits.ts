import type { Database } from '../../headquarters/database/database.ts';

/** Resolves when somebody in this database waits for a lock that another holds. */
export async function whenSomebodyWaits({ read }: Pick<Database, 'read'>): Promise<void> {
  for (;;) {
    // Each time on its own: a transaction would see the same moment again and again.
    const { rows } = await read.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rows[0]!.waiting > 0) return;
  }
}
