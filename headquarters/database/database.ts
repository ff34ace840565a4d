import { DatabaseError, Pool } from 'pg';
import type { QueryResultRow } from 'pg';

// Two handles, told apart by a brand: a query that writes asks for a WritableDb, and that exists only inside a
// transaction. Everything else reads.

declare const readable: unique symbol;
declare const writable: unique symbol;

interface Queries {
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

export type ReadableDb = Queries & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

/** The connections to one database. */
export interface Database {
  readonly read: ReadableDb;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** As whom a headquarters is connected: by this, another one knows of it. */
export const applicationName = 'postbag-headquarters';

/** Opens connections as they are needed; nothing is connected yet. `onLost` hears of idle ones that break. */
export function connect(url: string, onLost: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    // Twice what one device may have under way at once (serving/turns.ts), so that another finds one free.
    max: 16,
    connectionTimeoutMillis: 5_000,
    application_name: applicationName,
    // Longer than the projection waits between two looks: while headquarters runs, one connection is always there.
    idleTimeoutMillis: 60_000,
  });
  // Without a listener, a database that goes away while nobody asks it would end the process.
  pool.on('error', onLost);
  // The same for a connection that breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return { read: pool as unknown as ReadableDb, pool, close: () => pool.end() };
}

// Serialization failure and deadlock: PostgreSQL rolled one of two back, and asks for it to be tried again.
const tryAgain = new Set(['40001', '40P01']);

/** Runs `work` in one transaction, again from its beginning where the database asks for that. */
export async function transaction<Value>(
  database: Database,
  work: (db: WritableDb) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, work);
    } catch (error) {
      if (attempt === 5 || !tryAgain.has(postgresCode(error) ?? '')) throw error;
    }
  }
}

async function once<Value>(database: Database, work: (db: WritableDb) => Promise<Value>): Promise<Value> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const value = await work(client as unknown as WritableDb);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    throw error;
  } finally {
    // A connection that couldn't even roll back is thrown away, not handed to the next one.
    client.release(broken);
  }
}

/** Runs `work` so that what it did can be taken back by itself where it fails; the transaction around it goes on. */
export async function savepoint<Value>(db: WritableDb, work: () => Promise<Value>): Promise<Value> {
  await db.query('savepoint attempt');
  try {
    const value = await work();
    await db.query('release savepoint attempt');
    return value;
  } catch (error) {
    await db.query('rollback to savepoint attempt');
    throw error;
  }
}

/** The five characters by which PostgreSQL names an error, where `error` is one of its. */
export function postgresCode(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

/** Whether `error` says that something is there already under the same key. */
export function isKeyTaken(error: unknown): boolean {
  return postgresCode(error) === '23505';
}

/** Whether `error` says that the database can't hold these data: their own fault, and the same at every attempt. */
export function isDataRefused(error: unknown): boolean {
  // 22: data; 23: constraints; 54: larger than an index or a row can be.
  return /^(22|23|54)/.test(postgresCode(error) ?? '');
}

/** Whether `error` says that the database can't be reached just now, and so nothing about what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  const code = postgresCode(error);
  // 08: connection; 53: out of connections, memory, disk; 57P: shutting down or starting.
  if (code !== undefined) return /^(08|53|57P)/.test(code);
  const reason =
    error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : '';
  return /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|not queryable|timeout exceeded when trying to connect/.test(
    reason,
  );
}
