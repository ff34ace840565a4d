import { v7 as uuidv7 } from 'uuid';
import { ServerId } from '../contract/sync/ids.ts';
import { makeKeyPair } from './cryptography.ts';
import { transaction } from './database/database.ts';
import type { Database } from './database/database.ts';
import { settleIdentity } from './database/queries/identity.ts';
import type { Identity } from './database/queries/identity.ts';

/** Who this headquarters is; it becomes somebody at its first start and stays that (S12). */
export async function readIdentity(database: Database): Promise<Identity> {
  const fresh: Identity = { serverId: ServerId.parse(uuidv7()), serverEpoch: 1, ...makeKeyPair() };
  return await transaction(database, (db) => settleIdentity(db, fresh));
}
