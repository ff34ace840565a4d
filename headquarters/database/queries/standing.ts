import type { ReadableDb } from '../database.ts';

/** How headquarters stands, in numbers that say nothing about anybody. */
export interface Standing {
  /** Events by status. */
  readonly events: Readonly<Record<string, number>>;
  readonly devices: number;
  /** How long the oldest event has waited to be read; 0 where none waits. */
  readonly lagSeconds: number;
  /** Since the last verified backup; null where there is none. */
  readonly backupAgeSeconds: number | null;
}

/** Counts everything: for a figure every minute or so, not for each request. */
export async function readStanding(db: ReadableDb): Promise<Standing> {
  const events = await db.query<{ status: string; count: number }>(
    'select status, count(*)::int as count from event_status group by status order by status',
  );
  const { rows } = await db.query<{ devices: number; backup_age: number | null }>(
    `select (select count(*)::int from device where revoked_at is null) as devices,
            (select extract(epoch from now() - max(backed_up_at))::float8 from backup) as backup_age`,
  );
  return {
    events: Object.fromEntries(events.rows.map((row) => [row.status, row.count])),
    devices: rows[0]!.devices,
    lagSeconds: (await projectionLag(db)).lagSeconds,
    backupAgeSeconds: rows[0]!.backup_age,
  };
}

/** How many events wait to be read, counted up to 1,000, and how long the first of them has waited. */
export async function projectionLag(
  db: ReadableDb,
): Promise<{ readonly waiting: number; readonly lagSeconds: number }> {
  const { rows } = await db.query<{ waiting: number; lag: number | null }>(
    `with waiting as (
       select consultation_id, event_id from event_status where status = 'received'
       order by consultation_id, event_id limit 1000
     ), first as (select consultation_id, event_id from waiting limit 1)
     select (select count(*)::int from waiting) as waiting,
            (select greatest(0, extract(epoch from now() - received_at))::float8
             from event join first using (consultation_id, event_id)) as lag`,
  );
  return { waiting: rows[0]!.waiting, lagSeconds: rows[0]!.lag ?? 0 };
}
