import { z } from 'zod';
import { unfiled } from '../../../contract/headquarters/arrived.ts';
import type { Narrowing } from '../../../contract/headquarters/arrived.ts';
import type { Decided, WorkItem } from '../../../contract/headquarters/work.ts';
import { literal, rowsOf } from '../cursor.ts';
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

/** How a value stands in a statement: as a parameter, or as a literal where a cursor takes none. */
type Put = (value: string) => string;

/** Parameters, and the values that they stand for. */
function parameters(): { readonly values: string[]; readonly put: Put } {
  const values: string[] = [];
  return { values, put: (value) => `$${values.push(value)}` };
}

/** What the item and its reply's row say themselves. */
function asked({ consultation, batch, code }: WorkFilter, put: Put): string {
  return [
    'status.needs_person',
    ...(consultation === undefined ? [] : [`status.consultation_id = ${put(consultation)}`]),
    ...(batch === undefined ? [] : [inBatch(batch, put)]),
    ...(code === undefined ? [] : [`status.code = ${put(code)}`]),
  ].join(' and ');
}

// A real id as it stands in its index. The address may hold anything, and what is no id is no batch's.
function inBatch(batch: string, put: Put): string {
  if (batch === unfiled) return 'batch.batch_id is null';
  return z.guid().safeParse(batch).success ? `reply.batch_id = ${put(batch)}::uuid` : 'false';
}

// An array, not a join: it looks up who sent a reply only for what has passed everything else.
function askedOfSender({ unit, computer }: WorkFilter, put: Put): string {
  if (unit === undefined && computer === undefined) return 'true';
  return `${counted} = any (array(
    select device_id from device where true
      ${unit === undefined ? '' : `and unit_name = ${put(unit)}`}
      ${computer === undefined ? '' : `and device_id::text = ${put(computer)}`}))`;
}

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
  select greatest(max(first.arrival), max(other.arrival))
  from event_status as sibling
  left join event as first using (consultation_id, event_id, digest)
  left join event_conflict as other using (consultation_id, event_id, digest)
  where sibling.consultation_id = status.consultation_id and sibling.reply_id = status.reply_id)`;

// In order before the senders are asked about, so that a page looks up no more of them, and of `as_of`, than it needs.
const openWorkSql = (filter: WorkFilter, put: Put, after: number): string =>
  `select status.*, ${newestArrival} as as_of
   from (
     select status.consultation_id, status.event_id, status.reply_id, encode(status.digest, 'hex') as digest,
            device.unit_name, device.label, batch.number, reply.serial_label, event.kind, status.status, status.code,
            status.detail, event.received_at, event.arrival
     from ${withEvent} ${withBatch}
     where ${asked(filter, put)} and event.arrival > ${put(String(after))}::bigint
     order by event.arrival
   ) as status
   where ${askedOfSender(filter, put)}
   order by status.arrival`;

const fromRow = (row: WorkRow): OpenWork => ({
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
});

/** The events that need a person, those that have waited longest first, up to `limit` that came after an arrival. */
export async function openWork(
  db: ReadableDb,
  filter: WorkFilter,
  limit: number,
  after = 0,
): Promise<readonly OpenWork[]> {
  const { values, put } = parameters();
  const sql = `${openWorkSql(filter, put, after)} limit ${put(String(limit))}::bigint`;
  const { rows } = await db.query<WorkRow>(sql, values);
  return rows.map(fromRow);
}

/** All events that need a person in the same order, read once; only inside a transaction (snapshot.ts). */
export async function* allOpenWork(db: ReadableDb, filter: WorkFilter): AsyncGenerator<OpenWork> {
  for await (const row of rowsOf<WorkRow>(db, 'open_work', openWorkSql(filter, literal, 0), 1000)) {
    yield fromRow(row);
  }
}

/** How many events need a person, and how many replies they are about. */
export async function countOpenWork(
  db: ReadableDb,
  filter: WorkFilter,
): Promise<{ readonly total: number; readonly replies: number }> {
  const { values, put } = parameters();
  const { rows } = await db.query<{ total: number; replies: number }>(
    `select coalesce(sum(items), 0)::int as total, count(*)::int as replies
     from (
       select status.consultation_id, status.reply_id, count(*) as items from event_status as status ${withBatch}
       where ${asked(filter, put)} group by status.consultation_id, status.reply_id
     ) as status
     where ${askedOfSender(filter, put)}`,
    values,
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
