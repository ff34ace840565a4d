import type { ReadableDb, WritableDb } from '../database.ts';

/** Whether PostgreSQL waits for the disk at all; without, a power cut can take what was committed. */
export async function hasFsync(db: ReadableDb): Promise<boolean> {
  const { rows } = await db.query<{ fsync: string }>(`select current_setting('fsync') as fsync`);
  return rows[0]?.fsync === 'on';
}

/**
 * Has the commit of this transaction wait until it is on the disk, whatever the server, the database or the account
 * is set to: a receipt is signed right after it (S9), and what it says mustn't be unsaid by a crash.
 */
export async function commitToDisk(db: WritableDb): Promise<void> {
  await db.query('set local synchronous_commit = on');
}
