import type { FastifyRequest } from 'fastify';
import { sha256 } from '../cryptography.ts';
import type { Database } from '../database/database.ts';
import { deviceByToken } from '../database/queries/devices.ts';
import type { Device } from '../database/queries/devices.ts';
import { Refusal } from '../refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set by `requireDevice` before anything of the body is read. */
    device: Device | null;
  }
}

/** A hook that lets enrolled devices in and nobody else, and hears of nothing but their own streams. */
export function requireDevice(database: Database) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
    const device = token === undefined ? null : await deviceByToken(database.read, sha256(token));
    if (device === null) throw new Refusal('TOKEN_UNKNOWN', {});
    if (device.isRevoked) throw new Refusal('DEVICE_REVOKED', {});
    const asked = (request.params as { readonly deviceId?: string }).deviceId;
    if (asked !== device.deviceId) throw new Refusal('STREAM_OF_ANOTHER', {});
    request.device = device;
  };
}
