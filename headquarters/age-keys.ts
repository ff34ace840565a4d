import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { transaction } from './database/database.ts';
import type { Database } from './database/database.ts';
import { readAgeKeys, settleAgeKeys } from './database/queries/headquarters-keys.ts';
import type { AgeKey, AgeKeys } from './database/queries/headquarters-keys.ts';

/** The age keys of this headquarters (S17); it makes them when they are first asked for, and keeps them. */
export async function ageKeys(database: Database): Promise<AgeKeys> {
  const kept = await readAgeKeys(database.read);
  if (kept !== null) return kept;
  const fresh = { courier: await makeAgeKey(), recovery: await makeAgeKey() };
  return await transaction(database, (db) => settleAgeKeys(db, fresh));
}

/** X25519, because every age tool knows it. */
async function makeAgeKey(): Promise<AgeKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
