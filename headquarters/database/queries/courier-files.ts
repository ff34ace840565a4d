import type { CourierReport } from '../../../contract/sync/courier-report.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** When a file with these bytes was offered last; null if never. */
export async function lastOffered(db: ReadableDb, digest: Sha256): Promise<Date | null> {
  const { rows } = await db.query<{ taken_at: Date }>(
    `select taken_at from courier_file where digest = decode($1, 'hex') order by number desc limit 1`,
    [digest],
  );
  return rows[0]?.taken_at ?? null;
}

/** Writes down that a file was offered, and what came of it. */
export async function fileCourierReport(db: WritableDb, report: CourierReport): Promise<void> {
  const result = await db.query(
    `insert into courier_file (digest, file_name, size_bytes, device_id, result)
     values (decode($1, 'hex'), $2, $3, $4, $5)`,
    [
      report.digest,
      report.fileName,
      report.sizeBytes,
      report.computer?.deviceId ?? null,
      JSON.stringify(report),
    ],
  );
  assertRowCount(result, 1);
}

/** How people know a computer. */
export interface NamedDevice {
  readonly deviceId: DeviceId;
  readonly unitName: string;
  readonly label: string;
  readonly isRevoked: boolean;
}

/** A computer with its names; null where this headquarters never enrolled it. */
export async function namedDevice(db: ReadableDb, deviceId: string): Promise<NamedDevice | null> {
  const { rows } = await db.query<{
    device_id: DeviceId;
    unit_name: string;
    label: string;
    is_revoked: boolean;
  }>(
    `select device_id, unit_name, label, revoked_at is not null as is_revoked from device where device_id::text = $1`,
    [deviceId],
  );
  const row = rows[0];
  return row
    ? { deviceId: row.device_id, unitName: row.unit_name, label: row.label, isRevoked: row.is_revoked }
    : null;
}

/** Every series of a computer that headquarters has something of, the oldest first. */
export async function seriesOfDevice(
  db: ReadableDb,
  deviceId: DeviceId,
): Promise<readonly { readonly epoch: number; readonly headSeq: number }[]> {
  const { rows } = await db.query<{ epoch: number; head_seq: number }>(
    'select epoch, head_seq from stream where device_id = $1 and head_seq > 0 order by epoch',
    [deviceId],
  );
  return rows.map((row) => ({ epoch: row.epoch, headSeq: row.head_seq }));
}
