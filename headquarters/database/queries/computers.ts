import type { Computer } from '../../../contract/headquarters/computers.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { ReadableDb } from '../database.ts';

interface Row {
  readonly device_id: DeviceId;
  readonly unit_name: string;
  readonly label: string;
  readonly enrolled_at: Date;
  readonly last_seen_at: Date | null;
  readonly revoked_at: Date | null;
  readonly revocation_reason: string | null;
  readonly revoked_by: string | null;
  readonly epochs: number;
  readonly events: number;
  readonly is_frozen: boolean;
}

/** Every computer that was ever enrolled, by unit and label; those that were revoked come last. */
export async function listComputers(db: ReadableDb): Promise<readonly Computer[]> {
  const { rows } = await db.query<Row>(
    `select device.device_id, unit_name, label, enrolled_at, last_seen_at, revoked_at, revocation_reason,
            revoked_by, count(stream.epoch)::int as epochs, coalesce(sum(head_seq), 0)::int as events,
            -- Only the last series says how it stands now: an older one may be frozen for good.
            coalesce((array_agg(frozen_at is not null order by epoch desc nulls last))[1], false) as is_frozen
     from device left join stream on stream.device_id = device.device_id
     group by device.device_id
     order by revoked_at is not null, unit_name, label, device.device_id`,
  );
  return rows.map((row) => ({
    deviceId: row.device_id,
    unitName: row.unit_name,
    label: row.label,
    enrolledAtMs: row.enrolled_at.getTime(),
    lastHeardAtMs: row.last_seen_at?.getTime() ?? null,
    epochs: row.epochs,
    events: row.events,
    isFrozen: row.is_frozen,
    revoked:
      row.revoked_at === null
        ? null
        : { atMs: row.revoked_at.getTime(), reason: row.revocation_reason, by: row.revoked_by },
  }));
}
