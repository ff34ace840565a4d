import type { QueryResultRow } from 'pg';
import type { ReadableDb } from './database.ts';

/**
 * The rows of a query, `atOnce` at a time, so that millions of them take no more memory than that. Only inside a
 * transaction (snapshot.ts); `name` tells several at once apart.
 */
export async function* rowsOf<Row extends QueryResultRow>(
  db: ReadableDb,
  name: string,
  sql: string,
  atOnce: number,
): AsyncGenerator<Row> {
  await db.query(`declare ${name} no scroll cursor for ${sql}`);
  for (;;) {
    const { rows } = await db.query<Row>(`fetch ${atOnce} from ${name}`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await db.query(`close ${name}`);
}

/** A text as SQL has it: a cursor takes no parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
