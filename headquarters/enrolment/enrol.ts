import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { enrolmentPreimage } from '../../contract/sync/enrolment.ts';
import type { Enrolled, SignedEnrolment } from '../../contract/sync/enrolment.ts';
import { DeviceId } from '../../contract/sync/ids.ts';
import { ageKeys } from '../age-keys.ts';
import { isSignedBy, sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { enrolDevice } from '../database/queries/devices.ts';
import { holdCode, useCode } from '../database/queries/enrolment-codes.ts';
import type { Identity } from '../database/queries/identity.ts';
import { Refusal } from '../refusal.ts';

/**
 * Enrols the device that holds both the secret and the key. The same two again give the same device, because the
 * answer may have been lost on its way.
 *
 * @throws {Refusal} BAD_SIGNATURE, CODE_REFUSED, DEVICE_REVOKED
 */
export async function enrol(
  database: Database,
  identity: Identity,
  signed: SignedEnrolment,
): Promise<Enrolled> {
  const { enrolment, signature } = signed;
  if (!isSignedBy(enrolmentPreimage(enrolment), signature, enrolment.publicKey)) {
    throw new Refusal('BAD_SIGNATURE', {});
  }
  const { courier, recovery } = await ageKeys(database);
  const secretDigest = sha256(enrolment.secret);
  const token = randomBytes(32).toString('base64url');
  const device = await transaction(database, async (db) => {
    const code = await holdCode(db, secretDigest);
    if (code === null) throw new Refusal('CODE_REFUSED', { reason: 'unknown' });
    if (code.usedBy !== null && code.usedBy !== enrolment.publicKey) {
      throw new Refusal('CODE_REFUSED', { reason: 'used' });
    }
    // Only an unused code runs out: who used it in time may have lost the answer, and asks again.
    if (code.usedBy === null && code.isExpired) throw new Refusal('CODE_REFUSED', { reason: 'expired' });
    const enrolled = await enrolDevice(db, {
      deviceId: DeviceId.parse(uuidv7()),
      unitName: code.unitName,
      label: enrolment.deviceLabel,
      publicKey: enrolment.publicKey,
      tokenDigest: sha256(token),
      tokenExpiresAt: code.tokenExpiresAt,
    });
    if (enrolled.isRevoked) throw new Refusal('DEVICE_REVOKED', { serverEpoch: identity.serverEpoch });
    await useCode(db, secretDigest, enrolled.deviceId);
    return enrolled;
  });
  return {
    deviceId: device.deviceId,
    unitName: device.unitName,
    token,
    serverId: identity.serverId,
    serverEpoch: identity.serverEpoch,
    serverPublicKey: identity.publicKey,
    courierRecipient: courier.recipient,
    recoveryRecipient: recovery.recipient,
  };
}
