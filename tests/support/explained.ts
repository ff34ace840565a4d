import type { ReadableDb } from '../../headquarters/database/database.ts';

/**
 * The plan of the first statement that `work` runs, as it was really run; only in a transaction. The statement is
 * taken as it passes, so that a test judges the SQL that is run and not a copy of it.
 */
export async function explained<Db extends ReadableDb>(
  db: Db,
  work: (watched: Db) => Promise<unknown>,
): Promise<string> {
  const seen: string[] = [];
  const query = async (text: string, values?: readonly unknown[]): Promise<never> => {
    // So few rows are read whole otherwise.
    await db.query('set local enable_seqscan = off');
    const { rows } = await db.query<Record<string, string>>(`explain (analyze, costs off) ${text}`, values);
    seen.push(...rows.map((row) => row['QUERY PLAN']!));
    throw new Error('explained');
  };
  await work({ ...db, query } as Db).catch((error: unknown) => {
    if (seen.length === 0) throw error;
  });
  return seen.join('\n');
}
