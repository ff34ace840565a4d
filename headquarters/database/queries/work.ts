import { unfiled } from '../../../contract/headquarters/arrived.ts';
import type { Narrowing } from '../../../contract/headquarters/arrived.ts';
import type { Decided, WorkItem } from '../../../contract/headquarters/work.ts';
import type { ReadableDb } from '../database.ts';
import type { ReplyKey } from './projection.ts';

/** Which items of the work list are asked for; what isn't named isn't asked about. */
export type WorkFilter = Narrowing & { readonly code?: string | undefined };

/** An item before it is said what may be decided about it. */
export type OpenWork = Omit<WorkItem, 'may'>;

interface WorkRow {
  readonly consultation_id: string;
  readonly event_id: string;
  readonly digest: string;
  readonly unit_name: string;
  readonly label: string;
  readonly number: number | null;
  readonly serial_label: string | null;
  readonly kind: OpenWork['kind'];
  readonly status: OpenWork['status'];
  readonly code: string | null;
  readonly detail: string | null;
  readonly received_at: Date;
  readonly arrival: string;
  readonly as_of: string;
}

// Who sent a reply's first event: there the reply is counted (repliesWithParts), whoever sent what is amiss with it.
const counted = `(
  select coalesce(first.device_id, other.device_id)
  from event_status as sibling
  left join event as first using (consultation_id, event_id, digest)
  left join event_conflict as other using (consultation_id, event_id, digest)
  where sibling.consultation_id = status.consultation_id and sibling.reply_id = status.reply_id
  order by coalesce(first.arrival, other.arrival) limit 1)`;

const withBatch = `
  left join reply on reply.consultation_id = status.consultation_id and reply.reply_id = status.reply_id
  left join batch on batch.consultation_id = reply.consultation_id and batch.batch_id = reply.batch_id`;

const asked = `status.needs_person
  and ($1::text is null and $2::text is null or exists (
    select from device as sender where sender.device_id = ${counted}
      and ($1::text is null or sender.unit_name = $1) and ($2::text is null or sender.device_id::text = $2)))
  and ($3::text is null or status.consultation_id = $3)
  and ($4::text is null or coalesce(batch.batch_id::text, '${unfiled}') = $4)
  and ($5::text is null or status.code = $5)`;

const parameters = (filter: WorkFilter): readonly unknown[] => [
  filter.unit ?? null,
  filter.computer ?? null,
  filter.consultation ?? null,
  filter.batch ?? null,
  filter.code ?? null,
];

// The bytes that came first, and those that came after them under the same id.
const withEvent = `event_status as status
  join lateral (
    select kind, device_id, received_at, arrival from event
    where event.consultation_id = status.consultation_id and event.event_id = status.event_id
      and event.digest = status.digest
    union all
    select kind, device_id, received_at, arrival from event_conflict as other
    where other.consultation_id = status.consultation_id and other.event_id = status.event_id
      and other.digest = status.digest
  ) as event on true
  join device using (device_id)`;

// Of all events about the same reply that have been read.
const newestArrival = `(
  select greatest(event.arrival, max(first.arrival), max(other.arrival))
  from event_status as sibling
  left join event as first using (consultation_id, event_id, digest)
  left join event_conflict as other using (consultation_id, event_id, digest)
  where sibling.consultation_id = status.consultation_id and sibling.reply_id = status.reply_id)`;

/** The events that need a person, those that have waited longest first, up to `limit` that came after an arrival. */
export async function openWork(
  db: ReadableDb,
  filter: WorkFilter,
  limit: number,
  after = 0,
): Promise<readonly OpenWork[]> {
  const { rows } = await db.query<WorkRow>(
    `select status.consultation_id, status.event_id, encode(status.digest, 'hex') as digest, device.unit_name,
            device.label, batch.number, reply.serial_label, event.kind, status.status, status.code, status.detail,
            event.received_at, event.arrival, ${newestArrival} as as_of
     from ${withEvent} ${withBatch}
     where ${asked} and event.arrival > $6
     order by event.arrival
     limit $7`,
    [...parameters(filter), after, limit],
  );
  return rows.map((row) => ({
    consultationId: row.consultation_id,
    eventId: row.event_id,
    digest: row.digest,
    unitName: row.unit_name,
    deviceLabel: row.label,
    batchNumber: row.number,
    serialLabel: row.serial_label,
    kind: row.kind,
    status: row.status,
    code: row.code,
    detail: row.detail,
    receivedAtMs: row.received_at.getTime(),
    arrival: Number(row.arrival),
    asOf: Number(row.as_of),
  }));
}

/** How many events need a person, and how many replies they are about. */
export async function countOpenWork(
  db: ReadableDb,
  filter: WorkFilter,
): Promise<{ readonly total: number; readonly replies: number }> {
  const { rows } = await db.query<{ total: number; replies: number }>(
    `select coalesce(sum(items), 0)::int as total, count(*)::int as replies
     from (
       select count(*) as items from event_status as status ${withBatch}
       where ${asked} group by status.consultation_id, status.reply_id
     ) as of_reply`,
    parameters(filter),
  );
  return rows[0]!;
}

/** What stands of an event, whether it needs a person or not. */
export interface EventStanding extends ReplyKey {
  readonly eventId: string;
  readonly digest: string;
  readonly kind: OpenWork['kind'];
  readonly status: string;
  readonly code: string | null;
  readonly needsPerson: boolean;
  /** The arrival of the newest event of the same reply. */
  readonly newestArrival: number;
}

/** Everything that was read under an event's id: one, unless two contents came under it. */
export async function eventStandings(db: ReadableDb, eventId: string): Promise<readonly EventStanding[]> {
  const { rows } = await db.query<{
    consultation_id: string;
    reply_id: string;
    digest: string;
    kind: OpenWork['kind'];
    status: string;
    code: string | null;
    needs_person: boolean;
    newest_arrival: string;
  }>(
    `select status.consultation_id, status.reply_id, encode(status.digest, 'hex') as digest, event.kind,
            status.status, status.code, status.needs_person,
            ${newestArrival} as newest_arrival
     from ${withEvent}
     where status.event_id = $1
     order by event.arrival`,
    [eventId],
  );
  return rows.map((row) => ({
    consultationId: row.consultation_id,
    replyId: row.reply_id,
    eventId,
    digest: row.digest,
    kind: row.kind,
    status: row.status,
    code: row.code,
    needsPerson: row.needs_person,
    newestArrival: Number(row.newest_arrival),
  }));
}

/** What was decided, the newest first, up to `limit`. */
export async function listDecided(db: ReadableDb, limit: number): Promise<readonly Decided[]> {
  const { rows } = await db.query<{
    consultation_id: string;
    event_id: string;
    serial_label: string | null;
    code: string | null;
    what: Decided['what'];
    reason: string;
    by: string;
    at: Date;
  }>(
    `select decision.consultation_id, decision.event_id, reply.serial_label, decision.code, decision.what,
            decision.reason, decision.by, decision.at
     from decision left join reply using (consultation_id, reply_id)
     order by decision.number desc
     limit $1`,
    [limit],
  );
  return rows.map((row) => ({
    consultationId: row.consultation_id,
    eventId: row.event_id,
    serialLabel: row.serial_label,
    code: row.code,
    what: row.what,
    reason: row.reason,
    by: row.by,
    atMs: row.at.getTime(),
  }));
}

/** Replies whose form wasn't known, and is this one, up to `limit`. */
export async function repliesOfUnknownForm(
  db: ReadableDb,
  pack: { readonly consultationId: string; readonly hash: string },
  limit: number,
): Promise<readonly ReplyKey[]> {
  const { rows } = await db.query<{ consultation_id: string; reply_id: string }>(
    `select consultation_id, reply_id from reply
     where consultation_id = $1 and flag = 'FORM_UNKNOWN' and pack_hash = decode($2, 'hex') limit $3`,
    [pack.consultationId, pack.hash, limit],
  );
  return rows.map((row) => ({ consultationId: row.consultation_id, replyId: row.reply_id }));
}
