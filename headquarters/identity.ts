import { v7 as uuidv7 } from 'uuid';
import { ServerId } from '../contract/sync/ids.ts';
import { ageKeys } from './age-keys.ts';
import { makeKeyPair } from './cryptography.ts';
import { transaction } from './database/database.ts';
import type { Database } from './database/database.ts';
import { settleIdentity } from './database/queries/identity.ts';
import type { Identity } from './database/queries/identity.ts';

/** Who this headquarters is; it becomes somebody at its first start, with all its keys, and stays that (S12, S17). */
export async function readIdentity(database: Database): Promise<Identity> {
  const fresh: Identity = { serverId: ServerId.parse(uuidv7()), serverEpoch: 1, ...makeKeyPair() };
  await ageKeys(database);
  return await transaction(database, (db) => settleIdentity(db, fresh));
}
