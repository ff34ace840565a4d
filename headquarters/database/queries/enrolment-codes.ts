import { assertRowCount } from './affected.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { PublicKey } from '../../../contract/sync/hash.ts';
import type { WritableDb } from '../database.ts';

/** An enrolment code as it stands, held until the end of the transaction. */
export interface IssuedCode {
  readonly unitName: string;
  readonly isExpired: boolean;
  /** The key of the device that used it; null while it is unused. */
  readonly usedBy: PublicKey | null;
  /** When the access that it gives runs out; null: it doesn't. */
  readonly tokenExpiresAt: Date | null;
}

/**
 * Files a new code; `secretDigest` is SHA-256 in hexadecimal, `tokenDays` for how many days from now it gives access
 * (null: for ever). Answers when the code itself runs out.
 */
export async function issueCode(
  db: WritableDb,
  code: {
    readonly secretDigest: string;
    readonly unitName: string;
    readonly validDays: number;
    readonly tokenDays: number | null;
  },
): Promise<Date> {
  const result = await db.query<{ expires_at: Date }>(
    `insert into enrolment_code (secret_digest, unit_name, expires_at, token_days)
     values (decode($1, 'hex'), $2, now() + make_interval(days => $3), $4) returning expires_at`,
    [code.secretDigest, code.unitName, code.validDays, code.tokenDays],
  );
  assertRowCount(result, 1);
  return result.rows[0]!.expires_at;
}

/** Looks a code up and holds it, so that of two who use it at once one comes second. */
export async function holdCode(db: WritableDb, secretDigest: string): Promise<IssuedCode | null> {
  // Held first and read in a second statement: one that did both would wait for the other transaction, and then
  // still read the device as it was before.
  await db.query(`select from enrolment_code where secret_digest = decode($1, 'hex') for update`, [
    secretDigest,
  ]);
  const { rows } = await db.query<{
    unit_name: string;
    is_expired: boolean;
    used_by: PublicKey | null;
    token_expires_at: Date | null;
  }>(
    `select code.unit_name, code.expires_at < now() as is_expired, device.public_key as used_by,
            code.issued_at + make_interval(days => code.token_days) as token_expires_at
     from enrolment_code as code left join device using (device_id)
     where code.secret_digest = decode($1, 'hex')`,
    [secretDigest],
  );
  const row = rows[0];
  return row
    ? {
        unitName: row.unit_name,
        isExpired: row.is_expired,
        usedBy: row.used_by,
        tokenExpiresAt: row.token_expires_at,
      }
    : null;
}

/** Writes down who used a code. */
export async function useCode(db: WritableDb, secretDigest: string, deviceId: DeviceId): Promise<void> {
  const result = await db.query(
    `update enrolment_code set device_id = $2 where secret_digest = decode($1, 'hex')`,
    [secretDigest, deviceId],
  );
  assertRowCount(result, 1);
}
