import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { Staff } from './staff-accounts.ts';

/** Whose link it is; null for the first of all, whose user chooses a name. */
export interface StaffLink {
  readonly staff: Staff | null;
}

interface LinkRow {
  readonly staff_id: string | null;
  readonly name: string | null;
}

const isGood = `secret_digest = decode($1, 'hex') and expires_at > now()`;

function fromRow(row: LinkRow | undefined): StaffLink | null {
  if (row === undefined) return null;
  const { staff_id: staffId, name } = row;
  return { staff: staffId === null || name === null ? null : { staffId, name } };
}

/** Keeps a new link's digest; earlier ones of the same account stop working. */
export async function keepLink(
  db: WritableDb,
  link: { readonly secretDigest: string; readonly staffId: string | null; readonly validDays: number },
): Promise<void> {
  await db.query('delete from staff_link where staff_id is not distinct from $1', [link.staffId]);
  const result = await db.query(
    `insert into staff_link (secret_digest, staff_id, expires_at)
     values (decode($1, 'hex'), $2, now() + make_interval(days => $3))`,
    [link.secretDigest, link.staffId, link.validDays],
  );
  assertRowCount(result, 1);
}

/** The link with this digest, or null where there is none that still works. */
export async function findLink(db: ReadableDb, secretDigest: string): Promise<StaffLink | null> {
  const { rows } = await db.query<LinkRow>(
    `select staff_id, name from staff_link left join staff_account using (staff_id) where ${isGood}`,
    [secretDigest],
  );
  return fromRow(rows[0]);
}

/** Takes the link away and says whose it was; of two who use it at once, one finds it gone. */
export async function useLink(db: WritableDb, secretDigest: string): Promise<StaffLink | null> {
  const { rows } = await db.query<LinkRow>(
    `delete from staff_link where ${isGood}
     returning staff_id, (select name from staff_account where staff_account.staff_id = staff_link.staff_id) as name`,
    [secretDigest],
  );
  return fromRow(rows[0]);
}

/** Takes the links of an account away; of null, the first of all. */
export async function dropLinks(db: WritableDb, staffId: string | null): Promise<void> {
  await db.query('delete from staff_link where staff_id is not distinct from $1', [staffId]);
}
