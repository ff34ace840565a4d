import type { Database } from '../../headquarters/database/database.ts';
import { transaction } from '../../headquarters/database/database.ts';
import { beginNewLife } from '../../headquarters/database/queries/backup.ts';
import { endCodes, endSessions, putLastStanding } from '../../headquarters/database/queries/last-standing.ts';
import type { LastStanding } from '../../headquarters/database/queries/last-standing.ts';

// Headquarters' tables as a whole: emptied between two schedules, taken as a backup and put back. By rows and not
// by files, because a schedule has no more than a few milliseconds for it.

/** The rows of each table as PostgreSQL itself writes them in JSON. */
export type Tables = ReadonlyMap<string, string>;

/** Tables in which the schema itself lies; they belong to the program's version. */
const kept = ['migration'];

let known: { readonly name: string; readonly columns: string }[] | undefined;

async function tablesOf(database: Database): Promise<NonNullable<typeof known>> {
  if (known !== undefined) return known;
  const { rows } = await database.read.query<{ name: string; columns: string }>(
    `select table_name as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
       and not table_name = any ($1)
     group by table_name order by table_name`,
    [kept],
  );
  return (known = rows);
}

export async function takeTables(database: Database): Promise<Tables> {
  const tables = await tablesOf(database);
  const { rows } = await database.read.query<{ name: string; rows: string }>(
    tables
      .map(
        ({ name }) => `select '${name}' as name, coalesce(json_agg(t), '[]')::text as rows from ${name} as t`,
      )
      .join(' union all '),
  );
  return new Map(rows.map((row) => [row.name, row.rows]));
}

/** Empties every table. Keys and triggers that keep rows for ever are for the program; this is a new world. */
export async function emptyTables(database: Database): Promise<void> {
  const tables = await tablesOf(database);
  await transaction(database, async (db) => {
    await db.query('set local session_replication_role = replica');
    await db.query(tables.map(({ name }) => `delete from ${name}`).join('; '));
  });
}

/**
 * Puts the rows back as they were, and does what every restore does then: who may send stays as it stood `last`, where
 * that is known, and a new life begins. @returns its number
 */
export async function putTablesBack(
  database: Database,
  rows: Tables,
  last: LastStanding | null,
): Promise<number> {
  const tables = await tablesOf(database);
  return await transaction(database, async (db) => {
    await db.query('set local session_replication_role = replica');
    await db.query(tables.map(({ name }) => `delete from ${name}`).join('; '));
    for (const { name, columns } of tables) {
      const taken = rows.get(name) ?? '[]';
      if (taken === '[]') continue;
      await db.query(
        `insert into ${name} (${columns}) overriding system value
         select ${columns} from json_populate_recordset(null::${name}, $1)`,
        [taken],
      );
    }
    // From here on what keeps rows for ever keeps them again.
    await db.query('set local session_replication_role = origin');
    if (last === null) await endCodes(db);
    else await putLastStanding(db, last);
    await endSessions(db);
    return await beginNewLife(db, last?.serverEpoch);
  });
}
