import type { BackupReach } from '../../../contract/headquarters/backups.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { ReadableDb } from '../database.ts';

/** How far the newest verified backup holds each stream, by unit; streams that no backup holds among them. */
export async function listBackupReaches(db: ReadableDb): Promise<readonly BackupReach[]> {
  const { rows } = await db.query<{
    device_id: DeviceId;
    unit_name: string;
    label: string;
    epoch: number;
    head_seq: number;
    through_seq: number;
    backed_up_at: Date | null;
  }>(
    `select device.device_id, unit_name, label, stream.epoch, head_seq, coalesce(through_seq, 0) as through_seq,
            backed_up_at
     from stream join device using (device_id) left join backup using (device_id, epoch)
     order by unit_name, label, device_id, epoch`,
  );
  return rows.map((row) => ({
    deviceId: row.device_id,
    unitName: row.unit_name,
    deviceLabel: row.label,
    epoch: row.epoch,
    headSeq: row.head_seq,
    throughSeq: row.through_seq,
    backedUpAtMs: row.backed_up_at?.getTime() ?? null,
  }));
}
