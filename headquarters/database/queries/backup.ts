import type { ReadableDb, WritableDb } from '../database.ts';

/** A table as a backup has it: its columns in order. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const columnList = (table: BackupTable): string => table.columns.map(quoted).join(', ');

/** The statement that brings a table's rows out, in PostgreSQL's text format: one line a row. */
export const copyOut = (table: BackupTable): string =>
  `copy ${quoted(table.name)} (${columnList(table)}) to stdout`;

/** The statement that takes them in; psql understands it too. */
export const copyIn = (table: BackupTable): string =>
  `copy ${quoted(table.name)} (${columnList(table)}) from stdin`;

/** Every table but the one of the steps, those that others refer to first. */
export async function listTables(db: ReadableDb): Promise<readonly BackupTable[]> {
  const { rows } = await db.query<{ name: string; columns: string[]; refers_to: string[] }>(
    `select class.relname as name,
            array(select attname::text from pg_attribute
                  where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
                  order by attnum) as columns,
            array(select distinct target.relname::text from pg_constraint join pg_class target on target.oid = confrelid
                  where conrelid = class.oid and contype = 'f' and confrelid <> conrelid) as refers_to
     from pg_class class
     where class.relkind in ('r', 'p') and class.relnamespace = current_schema()::regnamespace
       and not class.relispartition and class.relname <> 'migration'
     order by class.relname`,
  );
  const ordered: BackupTable[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const next = waiting.findIndex((row) =>
      row.refers_to.every((target) => ordered.some(({ name }) => name === target)),
    );
    if (next < 0)
      throw new Error('The tables refer to one another in a circle; a backup has no order for them.');
    const [{ name, columns }] = waiting.splice(next, 1) as [(typeof rows)[number]];
    ordered.push({ name, columns });
  }
  return ordered;
}

/** Where a counter stands. */
export interface Counter {
  readonly name: string;
  readonly next: string;
}

/** The counters behind columns that number themselves. */
export async function listCounters(db: ReadableDb): Promise<readonly Counter[]> {
  const { rows } = await db.query<Counter>(
    `select sequencename as name, (coalesce(last_value, 0) + 1)::text as next from pg_sequences
     where schemaname = current_schema() order by sequencename`,
  );
  return rows;
}

/** Sets a counter to go on where it stood. */
export async function setCounter(db: WritableDb, counter: Counter): Promise<void> {
  await db.query('select setval($1::regclass, $2::bigint, false)', [quoted(counter.name), counter.next]);
}

/** The steps that the database has taken; none where it is new. */
export async function listSteps(db: ReadableDb): Promise<readonly number[]> {
  const { rows: found } = await db.query<{ is_there: boolean }>(
    `select to_regclass('migration') is not null as is_there`,
  );
  if (!found[0]!.is_there) return [];
  const { rows } = await db.query<{ number: number }>('select number from migration order by number');
  return rows.map(({ number }) => number);
}

/** Whether anything stands in any table. */
export async function holdsAnything(db: ReadableDb): Promise<boolean> {
  for (const { name } of await listTables(db)) {
    const { rowCount } = await db.query(`select from ${quoted(name)} limit 1`);
    if (rowCount !== 0) return true;
  }
  return false;
}

/** How far each stream is. */
export interface StreamExtent {
  readonly device_id: string;
  readonly epoch: number;
  readonly head_seq: number;
}

/** How far headquarters has each stream. */
export async function streamExtents(db: ReadableDb): Promise<readonly StreamExtent[]> {
  const { rows } = await db.query<StreamExtent>('select device_id, epoch, head_seq from stream');
  return rows;
}

/**
 * Notes that a verified backup holds each stream so far. Of two backups that end in another order than they began,
 * the one that holds more stays.
 */
export async function noteBackedUp(db: WritableDb, extents: readonly StreamExtent[]): Promise<void> {
  await db.query(
    `insert into backup (device_id, epoch, through_seq, backed_up_at)
     select device_id, epoch, through_seq, now()
     from unnest($1::uuid[], $2::int[], $3::int[]) as extent (device_id, epoch, through_seq)
     on conflict (device_id, epoch) do update
     set through_seq = greatest(backup.through_seq, excluded.through_seq), backed_up_at = excluded.backed_up_at`,
    [
      extents.map((extent) => extent.device_id),
      extents.map((extent) => extent.epoch),
      extents.map((extent) => extent.head_seq),
    ],
  );
}

/** From here the seconds are counted that number a new life; they fit into an integer until 2088. */
const lifeNumbersFromMs = Date.UTC(2020, 0, 1);

/**
 * Begins a new life after a restore (S7); answers the new epoch. The identity stays, and so does the key.
 *
 * The backup can't know how many lives came after it: one that is restored twice would count to the same number twice,
 * and devices would take receipts of the first time for receipts of the second. So a life is numbered by the time of
 * its beginning, and the clock decides nothing else (S8): were it years slow, the number would be the next one. Where
 * the number of the last life is known (`lastEpoch`), it is beyond that, too.
 */
export async function beginNewLife(db: WritableDb, lastEpoch = 0): Promise<number> {
  await db.query('delete from backup');
  await db.query(
    `insert into backup (device_id, epoch, through_seq, backed_up_at)
     select device_id, epoch, head_seq, now() from stream`,
  );
  const { rows } = await db.query<{ server_epoch: number }>(
    'update headquarters set server_epoch = greatest(server_epoch + 1, $1, $2) returning server_epoch',
    [Math.floor((Date.now() - lifeNumbersFromMs) / 1000), lastEpoch + 1],
  );
  if (rows.length !== 1) throw new Error('The backup holds no headquarters.');
  return rows[0]!.server_epoch;
}

/** The server that a database belongs to. */
export async function whoseDatabase(
  db: ReadableDb,
): Promise<{ readonly server_id: string; readonly server_epoch: number } | null> {
  const { rows } = await db.query<{ server_id: string; server_epoch: number }>(
    'select server_id, server_epoch from headquarters',
  );
  return rows[0] ?? null;
}
