import type { PersonId } from '../../../contract/records/id.ts';
import type { Enrolled } from '../../../contract/sync/enrolment.ts';
import type { PublicKey, Sha256 } from '../../../contract/sync/hash.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** An Ed25519 pair (S4): the public key raw in base64url, the private one as PKCS 8 PEM. */
export interface DeviceKey {
  readonly publicKey: PublicKey;
  readonly privateKeyPem: string;
}

/** The pair that was made for this code, if it was tried before and the answer lost. */
export function readKeyOfCode(db: ReadableDb, codeDigest: Sha256): DeviceKey | undefined {
  return getRow<DeviceKey>(
    db,
    `SELECT public_key AS publicKey, private_key AS privateKeyPem FROM device_key WHERE code_digest = @codeDigest`,
    { codeDigest },
  );
}

export function insertKey(
  db: WritableDb,
  key: DeviceKey & { readonly codeDigest: Sha256; readonly madeAtMs: number },
): void {
  write(
    db,
    `INSERT INTO device_key (public_key, private_key, code_digest, made_at_ms)
     VALUES (@publicKey, @privateKeyPem, @codeDigest, @madeAtMs)`,
    { ...key },
  );
}

/** Who this computer is to headquarters, with its key, and the one headquarters that it believes. */
export interface Enrolment extends Enrolled, DeviceKey {
  readonly headquartersUrl: string;
  readonly enrolledAtMs: number;
}

/** The enrolment that counts, or undefined where this computer was never enrolled. */
export function readEnrolment(db: ReadableDb): Enrolment | undefined {
  return getRow<Enrolment>(
    db,
    `SELECT enrolment.device_id AS deviceId, enrolment.public_key AS publicKey,
       device_key.private_key AS privateKeyPem, headquarters_url AS headquartersUrl, unit_name AS unitName, token,
       server_id AS serverId, server_public_key AS serverPublicKey, server_epoch AS serverEpoch,
       courier_recipient AS courierRecipient, recovery_recipient AS recoveryRecipient,
       enrolled_at_ms AS enrolledAtMs
     FROM enrolment JOIN device_key ON device_key.public_key = enrolment.public_key
     ORDER BY enrolment.number DESC LIMIT 1`,
  );
}

/** Whether an enrolment, this one or an earlier, was made with the key. */
export function isKeyEnrolled(db: ReadableDb, publicKey: PublicKey): boolean {
  return getRow(db, 'SELECT 1 FROM enrolment WHERE public_key = @publicKey', { publicKey }) !== undefined;
}

/** Whether this computer is, or was before it enrolled anew, that device of headquarters. */
export function isEnrolledDevice(db: ReadableDb, deviceId: string): boolean {
  return getRow(db, 'SELECT 1 FROM enrolment WHERE device_id = @deviceId', { deviceId }) !== undefined;
}

/** Keeps what headquarters answered. The store refuses another headquarters than the one that is pinned (S12). */
export function insertEnrolment(
  db: WritableDb,
  enrolment: Omit<Enrolment, 'privateKeyPem'> & { readonly enrolledBy: PersonId },
): void {
  write(
    db,
    `INSERT INTO enrolment (device_id, public_key, headquarters_url, unit_name, token, server_id,
       server_public_key, server_epoch, courier_recipient, recovery_recipient, enrolled_by, enrolled_at_ms)
     VALUES (@deviceId, @publicKey, @headquartersUrl, @unitName, @token, @serverId, @serverPublicKey,
       @serverEpoch, @courierRecipient, @recoveryRecipient, @enrolledBy, @enrolledAtMs)`,
    { ...enrolment },
  );
}

/** Headquarters was restored and says so in a signed receipt (S7). */
export function setServerEpoch(db: WritableDb, deviceId: string, serverEpoch: number): void {
  write(db, 'UPDATE enrolment SET server_epoch = @serverEpoch WHERE device_id = @deviceId', {
    deviceId,
    serverEpoch,
  });
}
