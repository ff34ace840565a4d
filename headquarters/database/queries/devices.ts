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
  readonly isTokenExpired: boolean;
  /** Within the last minute: it needn't be noted again. */
  readonly isSeenLately: boolean;
}

interface DeviceRow {
  readonly device_id: DeviceId;
  readonly unit_name: string;
  readonly public_key: PublicKey;
  readonly is_revoked: boolean;
  readonly is_token_expired: boolean;
  readonly is_seen_lately: boolean;
}

const fromRow = (row: DeviceRow): Device => ({
  deviceId: row.device_id,
  unitName: row.unit_name,
  publicKey: row.public_key,
  isRevoked: row.is_revoked,
  isTokenExpired: row.is_token_expired,
  isSeenLately: row.is_seen_lately,
});

const columns = `device_id, unit_name, public_key, revoked_at is not null as is_revoked,
  coalesce(token_expires_at < now(), false) as is_token_expired,
  coalesce(last_seen_at > now() - interval '1 minute', false) as is_seen_lately`;

/** The device that bears a token; digests are SHA-256 in hexadecimal. */
export async function deviceByToken(db: ReadableDb, tokenDigest: string): Promise<Device | null> {
  const { rows } = await db.query<DeviceRow>(
    `select ${columns} from device where token_digest = decode($1, 'hex')`,
    [tokenDigest],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** A device by its id, revoked or not; null where this headquarters never enrolled it. */
export async function deviceById(db: ReadableDb, deviceId: DeviceId): Promise<Device | null> {
  const { rows } = await db.query<DeviceRow>(`select ${columns} from device where device_id = $1`, [
    deviceId,
  ]);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** What `enrolDevice` is told. */
export interface NewDevice {
  readonly deviceId: DeviceId;
  readonly unitName: string;
  readonly label: string;
  readonly publicKey: PublicKey;
  readonly tokenDigest: string;
  /** Null: its access doesn't run out. */
  readonly tokenExpiresAt: Date | null;
}

/**
 * Enrols the holder of a key. Whoever holds it already is the same device as before, with its id, and only the
 * token is new: an enrolment may be repeated, and a lost token replaced, without a second device.
 */
export async function enrolDevice(db: WritableDb, device: NewDevice): Promise<Device> {
  const result = await db.query<DeviceRow>(
    `insert into device (device_id, unit_name, label, public_key, token_digest, token_expires_at)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6)
     on conflict (public_key) do update
       set token_digest = excluded.token_digest, token_expires_at = excluded.token_expires_at
     returning ${columns}`,
    [
      device.deviceId,
      device.unitName,
      device.label,
      device.publicKey,
      device.tokenDigest,
      device.tokenExpiresAt,
    ],
  );
  assertRowCount(result, 1);
  return fromRow(result.rows[0]!);
}

/** Notes that a device asked for something just now, by the minute. */
export async function noteSeen(db: WritableDb, deviceId: DeviceId): Promise<void> {
  // Of two requests at once, one may have noted it already.
  await db.query(
    `update device set last_seen_at = now()
     where device_id = $1 and (last_seen_at is null or last_seen_at < now() - interval '1 minute')`,
    [deviceId],
  );
}

/**
 * Whether a device is revoked, held so until the end of the transaction: a revocation waits for it, and it waits for a
 * revocation that is under way. So one of the two is first, and both know which. Not shared by consignments: while one
 * after the other shared it, a revocation would never have its turn.
 */
export async function holdRevocation(db: WritableDb, deviceId: DeviceId): Promise<boolean> {
  const result = await db.query<{ is_revoked: boolean }>(
    'select revoked_at is not null as is_revoked from device where device_id = $1 for no key update',
    [deviceId],
  );
  assertRowCount(result, 1);
  return result.rows[0]!.is_revoked;
}

/**
 * Revokes a device; answers false where there is none such or it is revoked already. What it sent stays, and the
 * first reason given stays with it.
 */
export async function revokeDevice(
  db: WritableDb,
  revocation: { readonly deviceId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update device set revoked_at = now(), revocation_reason = $2, revoked_by = $3
     where device_id = $1 and revoked_at is null`,
    [revocation.deviceId, revocation.reason, revocation.by],
  );
  return rowCount === 1;
}
