import type { ReadableDb } from '../database.ts';

/** A row as its table holds it, by the names of its columns. Bytes are hexadecimal after `\x`. */
export type Columns = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of a query, each with all its columns, and so with those too that a table is given one day. */
export async function columnsOf(
  db: ReadableDb,
  rows: string,
  parameters: readonly unknown[],
): Promise<readonly Columns[]> {
  const found = await db.query<{ columns: Columns }>(
    `select to_jsonb(r) as columns from (${rows}) as r`,
    parameters,
  );
  return found.rows.map(({ columns }) => columns);
}
