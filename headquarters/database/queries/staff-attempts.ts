import type { WritableDb } from '../database.ts';

// After the n-th wrong passphrase in a row the next try is taken 1, 2, 4 … seconds later, five minutes at most. A
// clock that was set back is no reason to wait for it to come round again.
const mayTryFrom = `attempt.last_at + make_interval(secs => least(300, power(2, least(attempt.failures, 20) - 1)))`;

/**
 * Counts a try as failed before it is looked at, so that a thousand at once are slowed down as well: of all that come
 * in the same moment one has its turn. `forgetAttempts` takes a good one back.
 *
 * @returns null where it is this one's turn, or in how many seconds the next is taken
 */
export async function takeTurn(db: WritableDb, attemptKey: string): Promise<number | null> {
  const { rowCount } = await db.query(
    `insert into staff_attempt as attempt (attempt_key, failures, last_at) values ($1, 1, clock_timestamp())
     on conflict (attempt_key) do update
       set failures = attempt.failures + 1, last_at = clock_timestamp()
       where ${mayTryFrom} <= clock_timestamp() or attempt.last_at > clock_timestamp()`,
    [attemptKey],
  );
  return rowCount === 1 ? null : await secondsToWait(db, attemptKey);
}

/** In how many seconds the next try is taken. */
export async function secondsToWait(db: WritableDb, attemptKey: string): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select greatest(1, ceil(extract(epoch from ${mayTryFrom} - clock_timestamp())))::int as seconds
     from staff_attempt as attempt where attempt_key = $1`,
    [attemptKey],
  );
  return rows[0]?.seconds ?? 1;
}

/** After a good passphrase the count begins anew. */
export async function forgetAttempts(db: WritableDb, attemptKey: string): Promise<void> {
  await db.query('delete from staff_attempt where attempt_key = $1', [attemptKey]);
}
