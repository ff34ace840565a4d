import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Somebody of headquarters' staff. */
export interface Staff {
  readonly staffId: string;
  readonly name: string;
}

/** An account as it stands on the list. */
export interface StaffAccount extends Staff {
  readonly hasPassphrase: boolean;
  readonly addedAt: Date;
}

/** A passphrase as it lies in the table. */
export interface KeptPassphrase {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

interface Row {
  readonly staff_id: string;
  readonly name: string;
  readonly added_at: Date;
  readonly memory_kib: number | null;
  readonly passes: number | null;
  readonly lanes: number | null;
  readonly salt: Buffer | null;
  readonly passphrase_hash: Buffer | null;
}

/** Names are compared without case and outer space. */
const nameKey = (name: string): string => name.trim().toLowerCase();

const columns = 'staff_id, name, added_at, memory_kib, passes, lanes, salt, passphrase_hash';

function fromRow(row: Row): Staff & { readonly kept: KeptPassphrase | null } {
  const { memory_kib: memoryKiB, passes, lanes, salt, passphrase_hash: hash } = row;
  const isKept = memoryKiB !== null && passes !== null && lanes !== null && salt !== null && hash !== null;
  return {
    staffId: row.staff_id,
    name: row.name,
    kept: isKept ? { memoryKiB, passes, lanes, salt, hash } : null,
  };
}

/** The account of a name, with its passphrase once that was chosen; null where nobody has the name now. */
export async function staffByName(
  db: ReadableDb,
  name: string,
): Promise<(Staff & { readonly kept: KeptPassphrase | null }) | null> {
  const { rows } = await db.query<Row>(
    `select ${columns} from staff_account where name_key = $1 and removed_at is null`,
    [nameKey(name)],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Adds an account without a passphrase; false where somebody has the name. */
export async function addStaff(db: WritableDb, staff: Staff): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into staff_account (staff_id, name, name_key) values ($1, $2, $3)
     on conflict (name_key) where removed_at is null do nothing`,
    [staff.staffId, staff.name, nameKey(staff.name)],
  );
  return rowCount === 1;
}

/** Gives an account its passphrase, in the place of an earlier one. */
export async function setPassphrase(db: WritableDb, staffId: string, kept: KeptPassphrase): Promise<void> {
  const result = await db.query(
    `update staff_account set memory_kib = $2, passes = $3, lanes = $4, salt = $5, passphrase_hash = $6
     where staff_id = $1 and removed_at is null`,
    [staffId, kept.memoryKiB, kept.passes, kept.lanes, kept.salt, kept.hash],
  );
  assertRowCount(result, 1);
}

/** Removes an account; its row stays, because what was done names it. */
export async function removeStaff(db: WritableDb, staffId: string): Promise<void> {
  assertRowCount(
    await db.query('update staff_account set removed_at = now() where staff_id = $1 and removed_at is null', [
      staffId,
    ]),
    1,
  );
}

/** Everybody who may sign in or has a link to, by name. */
export async function listStaff(db: ReadableDb): Promise<readonly StaffAccount[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from staff_account where removed_at is null order by name_key`,
  );
  return rows.map((row) => ({
    staffId: row.staff_id,
    name: row.name,
    hasPassphrase: row.passphrase_hash !== null,
    addedAt: row.added_at,
  }));
}

/** Whether anybody can sign in yet. */
export async function hasStaff(db: ReadableDb): Promise<boolean> {
  const { rows } = await db.query(
    'select 1 from staff_account where removed_at is null and passphrase_hash is not null limit 1',
  );
  return rows.length > 0;
}
