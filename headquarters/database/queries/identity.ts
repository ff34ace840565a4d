import type { PublicKey } from '../../../contract/sync/hash.ts';
import type { ServerId } from '../../../contract/sync/ids.ts';
import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Who this headquarters is, with the key that it signs receipts with. */
export interface Identity {
  readonly serverId: ServerId;
  readonly serverEpoch: number;
  readonly publicKey: PublicKey;
  readonly privateKeyPem: string;
}

interface IdentityRow {
  readonly server_id: ServerId;
  readonly server_epoch: number;
  readonly public_key: PublicKey;
  readonly private_key: string;
}

/** Becomes `fresh` if nobody has been before; whoever comes second finds the first one's. */
export async function settleIdentity(db: WritableDb, fresh: Identity): Promise<Identity> {
  await db.query(
    `insert into headquarters (server_id, server_epoch, public_key, private_key) values ($1, $2, $3, $4)
     on conflict (only_row) do nothing`,
    [fresh.serverId, fresh.serverEpoch, fresh.publicKey, fresh.privateKeyPem],
  );
  const { rows } = await db.query<IdentityRow>(
    'select server_id, server_epoch, public_key, private_key from headquarters',
  );
  const row = rows[0]!;
  return {
    serverId: row.server_id,
    serverEpoch: row.server_epoch,
    publicKey: row.public_key,
    privateKeyPem: row.private_key,
  };
}

/** Notes where headquarters listens, so that a code made by another command says so too. */
export async function noteAddress(db: WritableDb, address: string): Promise<void> {
  assertRowCount(await db.query('update headquarters set address = $1', [address]), 1);
}

/** Where headquarters last listened; null before its first start. */
export async function lastAddress(db: ReadableDb): Promise<string | null> {
  const { rows } = await db.query<{ address: string | null }>('select address from headquarters');
  return rows[0]?.address ?? null;
}
