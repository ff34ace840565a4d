import type { Database, ReadableDb } from './database.ts';

/** Runs `work` on the database as it stands at one moment, however long it takes; it can't write. */
export async function snapshot<Value>(
  database: Database,
  work: (db: ReadableDb) => Promise<Value>,
): Promise<Value> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work(client as unknown as ReadableDb);
  } finally {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    client.release(broken);
  }
}
