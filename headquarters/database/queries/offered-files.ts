import { OfferedFile } from '../../../contract/headquarters/courier.ts';
import type { ReadableDb } from '../database.ts';

/** The courier files that were offered last, newest first, with the report that was given of each. */
export async function listOfferedFiles(db: ReadableDb, limit: number): Promise<readonly OfferedFile[]> {
  const { rows } = await db.query<{ taken_at: Date; result: unknown }>(
    'select taken_at, result from courier_file order by number desc limit $1',
    [limit],
  );
  return rows.map((row) => OfferedFile.parse({ offeredAtMs: row.taken_at.getTime(), report: row.result }));
}
