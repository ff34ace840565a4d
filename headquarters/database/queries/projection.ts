import type { EventKind } from '../../../contract/sync/event.ts';
import { assertRowCount } from './affected.ts';
import { columnsOf } from './columns.ts';
import type { Columns } from './columns.ts';
import { commitToDisk } from './durability.ts';
import { countStandings, noteForgotten } from './standing-counter.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A reply, by what all its events share. */
export interface ReplyKey {
  readonly consultationId: string;
  readonly replyId: string;
}

/** An event as it lies in the database. */
export interface StoredEvent extends ReplyKey {
  readonly eventId: string;
  readonly kind: EventKind;
  readonly deviceId: string;
  readonly digest: string;
  readonly arrival: number;
  readonly isFirst: boolean;
  readonly isParked: boolean;
  readonly bytes: Buffer;
}

interface EventRow {
  readonly consultation_id: string;
  readonly event_id: string;
  readonly reply_id: string;
  readonly kind: EventKind;
  readonly device_id: string;
  readonly digest: string;
  readonly arrival: string;
  readonly is_first: boolean;
  readonly is_parked: boolean;
  readonly bytes: Buffer;
}

const fromRow = (row: EventRow): StoredEvent => ({
  consultationId: row.consultation_id,
  eventId: row.event_id,
  replyId: row.reply_id,
  kind: row.kind,
  deviceId: row.device_id,
  digest: row.digest,
  arrival: Number(row.arrival),
  isFirst: row.is_first,
  isParked: row.is_parked,
  bytes: row.bytes,
});

/**
 * The first bytes that came under an id, and those that came after them, as one; `wanted` names rows with
 * consultation_id, event_id and digest.
 */
const eventsOf = (wanted: string): string => `
  with wanted as materialized (${wanted})
  select event.consultation_id, event.event_id, event.reply_id, event.kind, event.device_id,
         encode(event.digest, 'hex') as digest, event.arrival, true as is_first, event.is_parked, event.bytes
  from wanted join event using (consultation_id, event_id) where event.digest = wanted.digest
  union all
  select other.consultation_id, other.event_id, other.reply_id, other.kind, other.device_id,
         encode(other.digest, 'hex'), other.arrival, false, other.is_parked, other.bytes
  from wanted join event_conflict as other using (consultation_id, event_id, digest)`;

// Any number will do that isn't another lock's.
const projectionLock = 7_046_020_31;

/**
 * Makes this transaction the only one that projects, in whichever process: a reply's events are folded together, and
 * two who fold the same reply at once would each miss what the other has. Taking in goes on beside it. What it writes
 * could be computed again; but devices are told of it as of a number, which must never be given out a second time.
 */
export async function holdProjection(db: WritableDb): Promise<void> {
  await commitToDisk(db);
  await db.query('select pg_advisory_xact_lock($1)', [projectionLock]);
}

/** A consignment that waits to be read. */
export type UnreadConsignment = number;

/** The oldest consignments that wait, as many as come to about so much; at least one, if any waits. */
export async function unreadConsignments(
  db: WritableDb,
  most: { readonly events: number; readonly bytes: number },
): Promise<readonly UnreadConsignment[]> {
  const { rows } = await db.query<{ number: string }>(
    `select number from (
       select number,
              sum(to_seq - from_seq + 1) over before - (to_seq - from_seq + 1) as events_before,
              sum(size_bytes) over before - size_bytes as bytes_before,
              sum(to_seq - from_seq + 1) over before as events, sum(size_bytes) over before as bytes,
              row_number() over before as place
       from (select * from consignment where not is_read order by number limit 100) as unread
       window before as (order by number)
     ) as counted
     where place = 1 or (events <= $1 and bytes <= $2)
     order by number`,
    [most.events, most.bytes],
  );
  return rows.map((row) => Number(row.number));
}

/** The events that these consignments brought and that have never been read. */
export async function unreadEvents(
  db: WritableDb,
  consignments: readonly UnreadConsignment[],
): Promise<readonly StoredEvent[]> {
  const { rows } = await db.query<EventRow>(
    eventsOf(
      `select distinct entry.consultation_id, entry.event_id, entry.digest
       from consignment
       join stream_entry as entry on entry.device_id = consignment.device_id and entry.epoch = consignment.epoch
         and entry.seq between consignment.from_seq and consignment.to_seq
       where consignment.number = any($1::bigint[]) and not consignment.is_read
         and not exists (
           select from event_status as known where known.consultation_id = entry.consultation_id
             and known.event_id = entry.event_id and known.digest = entry.digest
         )`,
    ),
    [consignments],
  );
  return rows.map(fromRow);
}

/** The events of these replies that have been read before. */
export async function readEvents(
  db: ReadableDb,
  replies: readonly ReplyKey[],
): Promise<readonly StoredEvent[]> {
  const { rows } = await db.query<EventRow>(
    eventsOf(
      `select known.consultation_id, known.event_id, known.digest
       from unnest($1::text[], $2::uuid[]) as asked (consultation_id, reply_id)
       join event_status as known using (consultation_id, reply_id)`,
    ),
    keysOf(replies),
  );
  return rows.map(fromRow);
}

export async function markRead(db: WritableDb, consignments: readonly UnreadConsignment[]): Promise<void> {
  const result = await db.query('update consignment set is_read = true where number = any($1::bigint[])', [
    consignments,
  ]);
  assertRowCount(result, consignments.length);
}

/** The two columns of a list of replies, as parameters. */
export function keysOf(replies: readonly ReplyKey[]): [readonly string[], readonly string[]] {
  return [replies.map((reply) => reply.consultationId), replies.map((reply) => reply.replyId)];
}

/** What became of an event, as it is written down. */
export interface StatusRow {
  readonly event: StoredEvent;
  readonly status: string;
  readonly code: string | null;
  readonly detail: string | null;
  readonly needsPerson: boolean;
}

const statusColumns = 'consultation_id, event_id, digest, reply_id, status, code, detail, needs_person';
const statusRows = `
  select consultation_id, event_id, decode(digest, 'hex') as digest, reply_id, status, code, detail, needs_person
  from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bool[])
    as s (${statusColumns})`;

const statusParameters = (statuses: readonly StatusRow[]): readonly unknown[] => [
  statuses.map(({ event }) => event.consultationId),
  statuses.map(({ event }) => event.eventId),
  statuses.map(({ event }) => event.digest),
  statuses.map(({ event }) => event.replyId),
  statuses.map(({ status }) => status),
  statuses.map(({ code }) => code),
  statuses.map(({ detail }) => detail),
  statuses.map(({ needsPerson }) => needsPerson),
];

/** Writes down what became of events, as of a number that was counted for it. */
export async function putStatuses(
  db: WritableDb,
  statuses: readonly StatusRow[],
  asOf: number,
): Promise<void> {
  const result = await db.query(
    `insert into event_status as known (${statusColumns}) ${statusRows}
     on conflict (consultation_id, event_id, digest) do update
     set status = excluded.status, code = excluded.code, detail = excluded.detail,
         needs_person = excluded.needs_person,
         restated_as_of = case when (known.status, known.code) is distinct from (excluded.status, excluded.code)
           then $9 else known.restated_as_of end`,
    [...statusParameters(statuses), asOf],
  );
  assertRowCount(result, statuses.length);
}

/** The rows that `putStatuses` would write, but for when; it refuses what that would refuse. */
export async function statusesAsPut(
  db: ReadableDb,
  statuses: readonly StatusRow[],
): Promise<readonly Columns[]> {
  return await columnsOf(db, statusRows, statusParameters(statuses));
}

/** Forgets all that was computed from the events, so that it is computed again. Events and decisions stay. */
export async function forgetProjection(db: WritableDb): Promise<void> {
  await noteForgotten(db, await countStandings(db));
  await db.query('truncate event_status, reply, batch');
  await db.query('update consignment set is_read = false');
}

/** The packs that headquarters has: how many, and which of those asked for, as `consultation hash`. */
export async function knownPacks(
  db: ReadableDb,
  asked: readonly { readonly consultationId: string; readonly packHash: string }[],
): Promise<{ readonly hasAny: boolean; readonly known: ReadonlySet<string> }> {
  const { rows } = await db.query<{ pack: string | null }>(
    `select asked.consultation_id || ' ' || asked.pack_hash as pack
     from (select 1 from consultation_pack limit 1) as any_pack
     left join unnest($1::text[], $2::text[]) as asked (consultation_id, pack_hash)
       on exists (select from consultation_pack as pack where pack.consultation_id = asked.consultation_id
                  and pack.pack_hash = decode(asked.pack_hash, 'hex'))`,
    [asked.map(({ consultationId }) => consultationId), asked.map(({ packHash }) => packHash)],
  );
  return {
    hasAny: rows.length > 0,
    known: new Set(rows.map(({ pack }) => pack).filter((pack) => pack !== null)),
  };
}
