import type { ReadableDb } from '../database.ts';

/** How headquarters stands, in numbers that say nothing about anybody. */
export interface Standing {
  /** Events that were read, by what became of them. */
  readonly events: Readonly<Record<string, number>>;
  /** What stands on the work list. */
  readonly needPerson: number;
  readonly devices: number;
  readonly lag: Lag;
  /** Since the last verified backup; null where there is none. */
  readonly backupAgeSeconds: number | null;
}

/** What waits to be read. */
export interface Lag {
  readonly waitingEvents: number;
  /** How long the oldest of them has waited; 0 where none waits. */
  readonly lagSeconds: number;
}

/** Counts everything: for a figure every minute or so, not for each request. */
export async function readStanding(db: ReadableDb): Promise<Standing> {
  const events = await db.query<{ status: string; count: number }>(
    'select status, count(*)::int as count from event_status group by status order by status',
  );
  const { rows } = await db.query<{ need_person: number; devices: number; backup_age: number | null }>(
    `select (select count(*)::int from event_status where needs_person) as need_person,
            (select count(*)::int from device where revoked_at is null) as devices,
            (select extract(epoch from now() - max(backed_up_at))::float8 from backup) as backup_age`,
  );
  return {
    events: Object.fromEntries(events.rows.map((row) => [row.status, row.count])),
    needPerson: rows[0]!.need_person,
    devices: rows[0]!.devices,
    lag: await projectionLag(db),
    backupAgeSeconds: rows[0]!.backup_age,
  };
}

/** How much waits to be read, and since when. */
export async function projectionLag(db: ReadableDb): Promise<Lag> {
  const { rows } = await db.query<{ waiting: number; lag: number | null }>(
    `select coalesce(sum(to_seq - from_seq + 1), 0)::int as waiting,
            greatest(0, extract(epoch from now() - min(received_at)))::float8 as lag
     from consignment where not is_read`,
  );
  return { waitingEvents: rows[0]!.waiting, lagSeconds: rows[0]!.lag ?? 0 };
}
