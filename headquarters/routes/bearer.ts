import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../cryptography.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { deviceByToken, noteSeen } from '../database/queries/devices.ts';
import type { Device } from '../database/queries/devices.ts';
import type { Identity } from '../database/queries/identity.ts';
import { Refusal } from '../refusal.ts';
import { onceOver } from '../serving/once-over.ts';
import { noTurnsTaken } from '../serving/turns.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set by `requireDevice` before anything of the body is read. */
    device: Device | null;
  }
}

/**
 * A hook that lets enrolled devices in and nobody else, and hears of nothing but their own streams. One device has
 * so many requests under way at once and no more.
 */
export function requireDevice(database: Database, { serverEpoch }: Identity) {
  const turns = noTurnsTaken();
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
    const device = token === undefined ? null : await deviceByToken(database.read, sha256(token));
    if (device === null) throw new Refusal('TOKEN_UNKNOWN', {});
    request.device = device;
    if (device.isRevoked) throw new Refusal('DEVICE_REVOKED', { serverEpoch });
    if (device.isTokenExpired) throw new Refusal('TOKEN_EXPIRED', {});
    const { deviceId: asked = device.deviceId } = request.params as { readonly deviceId?: string };
    if (asked !== device.deviceId) throw new Refusal('STREAM_OF_ANOTHER', {});
    onceOver(request, reply, turns.take(device.deviceId));
    if (!device.isSeenLately) await transaction(database, (db) => noteSeen(db, device.deviceId));
  };
}
