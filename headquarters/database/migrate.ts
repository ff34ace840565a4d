import type { Database, WritableDb } from './database.ts';
import { transaction } from './database.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations/headquarters-migrations.ts';

/** The database was written by a newer program; it is left as it is. */
export class DatabaseNewerError extends Error {
  constructor(found: number, known: number) {
    super(
      `This database is at step ${found}, and this program knows the steps up to ${known}: it was written by a ` +
        'newer version. It was left as it is. Start that version instead.',
    );
    this.name = 'DatabaseNewerError';
  }
}

// Any number will do, as long as every version of this program uses the same.
const migrationLock = 7_046_020_29;

/**
 * Brings the database up to date: each missing step in a transaction of its own, together with its stamp. Several
 * processes may start at once; the lock lets one do it and the others find it done.
 *
 * @throws {DatabaseNewerError}
 */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  await transaction(database, async (db) => {
    await db.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await db.query(
      `create table if not exists migration (
         number integer primary key,
         name text not null,
         applied_at timestamptz not null default now()
       )`,
    );
  });
  const known = steps.at(-1)?.number ?? 0;
  for (const step of steps) {
    await transaction(database, (db) => takeStep(db, step, known));
  }
}

/**
 * Takes one step, together with its stamp, if it is missing.
 *
 * @throws {DatabaseNewerError} the database knows steps beyond `known`.
 */
export async function takeStep(db: WritableDb, step: Migration, known: number): Promise<void> {
  await db.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  const { rows } = await db.query<{ number: number }>('select number from migration order by number');
  const last = rows.at(-1)?.number ?? 0;
  if (last > known) throw new DatabaseNewerError(last, known);
  if (rows.some((row) => row.number === step.number)) return;
  await db.query(step.sql);
  await db.query('insert into migration (number, name) values ($1, $2)', [step.number, step.name]);
}
