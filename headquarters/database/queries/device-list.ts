import type { ReadableDb } from '../database.ts';

/** An enrolled computer as people ask about it; instants in ISO 8601, UTC. */
export interface ListedDevice {
  readonly deviceId: string;
  readonly unitName: string;
  readonly label: string;
  readonly enrolledAt: string;
  /** To the minute; null where it never asked for anything since its enrolment. */
  readonly lastSeenAt: string | null;
  readonly tokenExpiresAt: string | null;
  readonly isTokenExpired: boolean;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  readonly revokedBy: string | null;
  /** Its streams, oldest first, and how far headquarters has each. */
  readonly streams: readonly {
    readonly epoch: number;
    readonly headSeq: number;
    readonly isFrozen: boolean;
    /** How far the newest verified backup has it; 0 where none does. */
    readonly backedUpThrough: number;
  }[];
}

interface Row {
  readonly device_id: string;
  readonly unit_name: string;
  readonly label: string;
  readonly enrolled_at: Date;
  readonly last_seen_at: Date | null;
  readonly token_expires_at: Date | null;
  readonly is_token_expired: boolean;
  readonly revoked_at: Date | null;
  readonly revocation_reason: string | null;
  readonly revoked_by: string | null;
  readonly streams: ListedDevice['streams'];
}

/** Every computer that was ever enrolled, by unit and by when it was. */
export async function listDevices(db: ReadableDb): Promise<readonly ListedDevice[]> {
  const { rows } = await db.query<Row>(
    `select device.*, coalesce(token_expires_at < now(), false) as is_token_expired,
            coalesce((
              select json_agg(json_build_object(
                'epoch', stream.epoch, 'headSeq', stream.head_seq, 'isFrozen', stream.frozen_at is not null,
                'backedUpThrough', coalesce(backup.through_seq, 0)) order by stream.epoch)
              from stream left join backup using (device_id, epoch)
              where stream.device_id = device.device_id
            ), '[]') as streams
     from device order by unit_name, enrolled_at, device_id`,
  );
  return rows.map((row) => ({
    deviceId: row.device_id,
    unitName: row.unit_name,
    label: row.label,
    enrolledAt: row.enrolled_at.toISOString(),
    lastSeenAt: instant(row.last_seen_at),
    tokenExpiresAt: instant(row.token_expires_at),
    isTokenExpired: row.is_token_expired,
    revokedAt: instant(row.revoked_at),
    revocationReason: row.revocation_reason,
    revokedBy: row.revoked_by,
    streams: row.streams,
  }));
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
