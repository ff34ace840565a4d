import type Database from 'better-sqlite3';

// Two brands on one connection type: a query says by its first parameter whether it may write. The reader
// thread holds a ReadableDb only, so a query that writes can't be called there.

declare const readable: unique symbol;
declare const writable: unique symbol;

export type ReadableDb = Database.Database & { readonly [readable]: true };
export type WritableDb = ReadableDb & { readonly [writable]: true };

type Values = Readonly<Record<string, string | number | bigint | Buffer | Uint8Array | null>>;

/** Statements are prepared once a connection: preparing costs more than running for the small ones. */
const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>();

function statement(db: ReadableDb, sql: string): Database.Statement {
  let statements = prepared.get(db);
  if (statements === undefined) prepared.set(db, (statements = new Map()));
  let found = statements.get(sql);
  if (found === undefined) statements.set(sql, (found = db.prepare(sql)));
  return found;
}

/** The one row, or undefined. The row's type is the caller's word: each query states what its SQL selects. */
export function getRow<Row>(db: ReadableDb, sql: string, values: Values = {}): Row | undefined {
  return statement(db, sql).get(values) as Row | undefined;
}

export function allRows<Row>(db: ReadableDb, sql: string, values: Values = {}): Row[] {
  return statement(db, sql).all(values) as Row[];
}

/** A write that touched another number of rows than it meant to is a mistake in the program: it is undone. */
export class RowCountError extends Error {
  constructor(expected: number, actual: number, sql: string) {
    super(`expected to write ${expected} rows, wrote ${actual}: ${sql.trim().split('\n')[0]}`);
    this.name = 'RowCountError';
  }
}

/** Runs a write and asserts how many rows it touched (1 unless told). */
export function write(db: WritableDb, sql: string, values: Values = {}, expectedRows = 1): void {
  const { changes } = statement(db, sql).run(values);
  if (changes !== expectedRows) throw new RowCountError(expectedRows, changes, sql);
}

/** Runs a write that may touch none: an upsert, or a deletion of what may be gone. Returns the row count. */
export function writeAny(db: WritableDb, sql: string, values: Values = {}): number {
  return statement(db, sql).run(values).changes;
}

/** All of `work` or nothing. IMMEDIATE: the write lock is taken first, so that it can't fail half-way for it. */
export function inTransaction<Value>(db: WritableDb, work: () => Value): Value {
  return db.transaction(work).immediate();
}
