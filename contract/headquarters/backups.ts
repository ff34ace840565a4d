import { z } from 'zod';
import { DeviceId } from '../sync/ids.ts';
import { declareEndpoints } from './endpoint.ts';

/** How far the newest verified backup holds what one computer sent. */
export const BackupReach = z.strictObject({
  deviceId: DeviceId,
  unitName: z.string(),
  deviceLabel: z.string(),
  epoch: z.int().min(1),
  /** The last event that is here. */
  headSeq: z.int().min(0),
  /** The last event that the backup holds; 0 where none does. */
  throughSeq: z.int().min(0),
  backedUpAtMs: z.int().nullable(),
});
export type BackupReach = z.infer<typeof BackupReach>;

export const backupEndpoints = declareEndpoints({
  backups: {
    kind: 'asks',
    access: 'staff',
    request: z.strictObject({}),
    value: z.strictObject({ lastAtMs: z.int().nullable(), reaches: z.array(BackupReach) }),
  },
});
