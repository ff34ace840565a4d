import { randomBytes } from 'node:crypto';
import { idleMinutes } from '../../contract/headquarters/staff.ts';
import { sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { staffByName } from '../database/queries/staff-accounts.ts';
import type { Staff } from '../database/queries/staff-accounts.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { forgetAttempts, secondsToWait, takeTurn } from '../database/queries/staff-attempts.ts';
import {
  beginSession,
  endSession,
  staffBySession,
  touchSession,
} from '../database/queries/staff-sessions.ts';
import { PageRefusal } from '../page-refusal.ts';
import { isPassphrase } from './passphrase-hash.ts';

/** 256 random bits in base64url; headquarters keeps its SHA-256 only. */
export type SessionToken = string;

/**
 * Signs somebody in by name and passphrase.
 *
 * @throws {PageRefusal} WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS, BUSY
 */
export async function signIn(
  database: Database,
  name: string,
  passphrase: string,
): Promise<{ readonly token: SessionToken; readonly staff: Staff }> {
  const found = await staffByName(database.read, name);
  const attemptKey = found === null ? unknownName(name) : `staff ${found.staffId}`;
  const waitSeconds = await transaction(database, (db) => takeTurn(db, attemptKey));
  if (waitSeconds !== null) throw new PageRefusal('TOO_MANY_ATTEMPTS', { waitSeconds });
  if (!(await isPassphrase(passphrase, found?.kept ?? null)) || found === null) {
    const next = await transaction(database, (db) => secondsToWait(db, attemptKey));
    throw new PageRefusal('WRONG_PASSPHRASE', { waitSeconds: next });
  }
  const token = randomBytes(32).toString('base64url');
  const { staffId } = found;
  await transaction(database, async (db) => {
    await forgetAttempts(db, attemptKey);
    await beginSession(db, { tokenDigest: sha256(token), staffId, idleMinutes });
    await recordAct(db, { staffId, act: 'sign in', subject: 'own account' });
  });
  return { token, staff: { staffId, name: found.name } };
}

/** Who has a session; null where it has ended or nothing was done in it for too long. */
export function staffOfSession(database: Database, token: SessionToken): Promise<Staff | null> {
  return staffBySession(database.read, sha256(token), idleMinutes);
}

/** Notes that somebody is at the keys. */
export async function stillHere(database: Database, token: SessionToken): Promise<void> {
  await transaction(database, (db) => touchSession(db, sha256(token)));
}

/** Ends a session. */
export async function signOut(database: Database, token: SessionToken, staff: Staff): Promise<void> {
  await transaction(database, async (db) => {
    await endSession(db, sha256(token));
    await recordAct(db, { staffId: staff.staffId, act: 'sign out', subject: 'own account' });
  });
}

/** Names that nobody has share 256 counts: they are slowed down too, and can't fill the table. */
const unknownName = (name: string): string => `nobody ${sha256(name.trim().toLowerCase()).slice(0, 2)}`;
