import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { Staff } from './staff-accounts.ts';

// By the database's clock, so that several headquarters on one database agree.
const isAlive = `last_seen_at > now() - make_interval(mins => $2) and begun_at > now() - interval '12 hours'`;

/** Begins a session; those that ran out go. */
export async function beginSession(
  db: WritableDb,
  session: { readonly tokenDigest: string; readonly staffId: string; readonly idleMinutes: number },
): Promise<void> {
  await db.query(`delete from staff_session where last_seen_at < now() - make_interval(mins => $1)`, [
    session.idleMinutes,
  ]);
  const result = await db.query(
    `insert into staff_session (token_digest, staff_id) values (decode($1, 'hex'), $2)`,
    [session.tokenDigest, session.staffId],
  );
  assertRowCount(result, 1);
}

/** Who has this session, or null where it has ended, ran out after so many idle minutes, or never was. */
export async function staffBySession(
  db: ReadableDb,
  tokenDigest: string,
  idleMinutes: number,
): Promise<Staff | null> {
  const { rows } = await db.query<{ staff_id: string; name: string }>(
    `select staff_id, name from staff_session join staff_account using (staff_id)
     where token_digest = decode($1, 'hex') and ${isAlive} and removed_at is null`,
    [tokenDigest, idleMinutes],
  );
  return rows[0] ? { staffId: rows[0].staff_id, name: rows[0].name } : null;
}

/** Notes that somebody is at the keys. A session that has just ended stays ended. */
export async function touchSession(db: WritableDb, tokenDigest: string): Promise<void> {
  await db.query(`update staff_session set last_seen_at = now() where token_digest = decode($1, 'hex')`, [
    tokenDigest,
  ]);
}

/** Ends one session. */
export async function endSession(db: WritableDb, tokenDigest: string): Promise<void> {
  await db.query(`delete from staff_session where token_digest = decode($1, 'hex')`, [tokenDigest]);
}

/** Ends all sessions of an account. */
export async function endSessionsOf(db: WritableDb, staffId: string): Promise<void> {
  await db.query('delete from staff_session where staff_id = $1', [staffId]);
}
