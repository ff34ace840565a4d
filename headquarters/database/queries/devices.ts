import type { PublicKey } from '../../../contract/sync/hash.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** An enrolled computer. */
export interface Device {
  readonly deviceId: DeviceId;
  readonly unitName: string;
  readonly publicKey: PublicKey;
  readonly isRevoked: boolean;
}

interface DeviceRow {
  readonly device_id: DeviceId;
  readonly unit_name: string;
  readonly public_key: PublicKey;
  readonly is_revoked: boolean;
}

const fromRow = (row: DeviceRow): Device => ({
  deviceId: row.device_id,
  unitName: row.unit_name,
  publicKey: row.public_key,
  isRevoked: row.is_revoked,
});

const columns = 'device_id, unit_name, public_key, revoked_at is not null as is_revoked';

/** The device that bears a token; digests are SHA-256 in hexadecimal. */
export async function deviceByToken(db: ReadableDb, tokenDigest: string): Promise<Device | null> {
  const { rows } = await db.query<DeviceRow>(
    `select ${columns} from device where token_digest = decode($1, 'hex')`,
    [tokenDigest],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** What `enrolDevice` is told. */
export interface NewDevice {
  readonly deviceId: DeviceId;
  readonly unitName: string;
  readonly label: string;
  readonly publicKey: PublicKey;
  readonly tokenDigest: string;
}

/**
 * Enrols the holder of a key. Whoever holds it already is the same device as before, with its id, and only the
 * token is new: an enrolment may be repeated, and a lost token replaced, without a second device.
 */
export async function enrolDevice(db: WritableDb, device: NewDevice): Promise<Device> {
  const result = await db.query<DeviceRow>(
    `insert into device (device_id, unit_name, label, public_key, token_digest)
     values ($1, $2, $3, $4, decode($5, 'hex'))
     on conflict (public_key) do update set token_digest = excluded.token_digest
     returning ${columns}`,
    [device.deviceId, device.unitName, device.label, device.publicKey, device.tokenDigest],
  );
  assertRowCount(result, 1);
  return fromRow(result.rows[0]!);
}
