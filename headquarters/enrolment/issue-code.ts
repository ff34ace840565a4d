import { randomInt } from 'node:crypto';
import { EnrolmentSecret } from '../../contract/sync/enrolment.ts';
import { sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { issueCode } from '../database/queries/enrolment-codes.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const validDays = 14;

const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');

/** A secret that works once: 80 random bits that can be read out over a telephone. */
export const makeSecret = (): EnrolmentSecret =>
  EnrolmentSecret.parse(Array.from({ length: 4 }, group).join('-'));

/**
 * A one-time secret for a computer of a unit, and when it runs out. Only its digest is kept. The access that it gives
 * runs out `tokenDays` from now, or never (null).
 */
export async function makeEnrolmentSecret(
  database: Database,
  unitName: string,
  tokenDays: number | null = null,
): Promise<{ readonly secret: EnrolmentSecret; readonly expiresAt: Date }> {
  const secret = makeSecret();
  const expiresAt = await transaction(database, (db) =>
    issueCode(db, { secretDigest: sha256(secret), unitName, validDays, tokenDays }),
  );
  return { secret, expiresAt };
}
