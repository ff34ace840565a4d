import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import type { DatabasePlace } from '../database/open-database.ts';

/** Opens the data for a short command, beside a running headquarters or without one, and closes them after it. */
export async function withDatabase<Value>(
  place: DatabasePlace,
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  const database = await openDatabase(place, 'guest', () => {});
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
