import type { Database } from '../../headquarters/database/database.ts';

/** Resolves when so many in this database wait for a lock that another holds. */
export async function whenSomebodyWaits({ read }: Pick<Database, 'read'>, howMany = 1): Promise<void> {
  for (;;) {
    // Each time on its own: a transaction would see the same moment again and again.
    const { rows } = await read.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rows[0]!.waiting >= howMany) return;
  }
}
