import { z } from 'zod';
import { DeviceId } from '../sync/ids.ts';
import { declareEndpoints } from './endpoint.ts';

/** An enrolled computer, and how much of it is here. */
export const Computer = z.strictObject({
  deviceId: DeviceId,
  unitName: z.string(),
  label: z.string(),
  enrolledAtMs: z.int(),
  /** To the minute; null where nothing was heard since it is noted. */
  lastHeardAtMs: z.int().nullable(),
  /** Its series, of which a restored or copied store begins a new one. */
  epochs: z.int().min(0),
  events: z.int().min(0),
  /** A fork stopped one of its series: it goes on in a new one. */
  isFrozen: z.boolean(),
  revoked: z
    .strictObject({ atMs: z.int(), reason: z.string().nullable(), by: z.string().nullable() })
    .nullable(),
});
export type Computer = z.infer<typeof Computer>;

/** A unit's name as it stands on lists and on receipts. */
export const UnitName = z.string().trim().min(1).max(100);

const reason = z.string().trim().min(1).max(300);

export const computerEndpoints = declareEndpoints({
  computers: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(Computer) },
  revokeComputer: {
    kind: 'acts',
    access: 'staff',
    request: z.strictObject({ deviceId: DeviceId, reason }),
    value: z.strictObject({}),
  },
  /** A new one-time code; it is shown once, because headquarters keeps its digest only. */
  makeEnrolmentCode: {
    kind: 'acts',
    access: 'staff',
    request: z.strictObject({ unitName: UnitName }),
    value: z.strictObject({ unitName: UnitName, code: z.string(), expiresAtMs: z.int() }),
  },
});
