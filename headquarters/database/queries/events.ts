import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { DeviceId, EventId } from '../../../contract/sync/ids.ts';
import type { EventEnvelope } from '../../../contract/sync/event.ts';
import type { EventStatus, Standing } from '../../../contract/sync/receipt.ts';
import { BinaryRows, copyIn } from '../binary-rows.ts';
import { isKeyTaken, savepoint } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { assertRowCount } from './affected.ts';
import { asOfNow } from './standing-counter.ts';
import type { StreamKey } from './streams.ts';

/** An event that came, and where its document stands in the bytes that brought it. */
export interface ReceivedEvent extends EventEnvelope {
  readonly digest: Sha256;
  readonly start: number;
  readonly size: number;
}

/** Who brought events; `isParked`: they are kept and don't count until a person says so (S13). */
export interface Bringer {
  readonly deviceId: DeviceId;
  readonly isParked: boolean;
}

/**
 * Stores events as they came. What headquarters has already, by consultation and id, is passed over by the table's
 * own key (S10): as a rule all are new, and are copied in as they are; if the key refuses one, nothing was copied, and
 * the statement that passes over what is known is for all of them.
 *
 * @returns the ids of those that are new.
 */
export async function storeEvents(
  db: WritableDb,
  bringer: Bringer,
  bytes: Buffer,
  events: readonly ReceivedEvent[],
): Promise<ReadonlySet<EventId>> {
  try {
    await savepoint(db, () => copyEvents(db, bringer, bytes, events));
    return new Set(events.map(({ eventId }) => eventId));
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    return await storeUnknown(db, bringer, bytes, events);
  }
}

/** What a field's length and a row's small fields come to, with room to spare. */
const rowBytes = 256;

async function copyEvents(
  db: WritableDb,
  bringer: Bringer,
  bytes: Buffer,
  events: readonly ReceivedEvent[],
): Promise<void> {
  const rows = new BinaryRows(bytes.length + rowBytes * events.length);
  for (const event of events) {
    rows
      .row(8)
      .text(event.consultationId)
      .hexadecimal(event.eventId)
      .hexadecimal(event.replyId)
      .text(event.kind)
      .hexadecimal(event.digest)
      .bytes(bytes.subarray(event.start, event.start + event.size))
      .hexadecimal(bringer.deviceId)
      .boolean(bringer.isParked);
  }
  const copied = await copyIn(
    db,
    `copy event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id, is_parked)
     from stdin with (format binary)`,
    rows,
  );
  assertRowCount(copied, events.length);
}

// One parameter holds the bytes of all documents, and PostgreSQL cuts each out of it: nothing is decoded on the way,
// so that bytes which aren't text can be stored like any others.
const received = `
  select e.*, substring($1::bytea from e.start + 1 for e.size) as bytes
  from unnest($4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::int[], $10::int[])
    as e (consultation_id, event_id, reply_id, kind, digest, start, size)`;

function parameters(bringer: Bringer, bytes: Buffer, events: readonly ReceivedEvent[]): readonly unknown[] {
  return [
    bytes,
    bringer.deviceId,
    bringer.isParked,
    events.map((event) => event.consultationId),
    events.map((event) => event.eventId),
    events.map((event) => event.replyId),
    events.map((event) => event.kind),
    events.map((event) => event.digest),
    events.map((event) => event.start),
    events.map((event) => event.size),
  ];
}

/** @returns the ids of those that were not known. */
async function storeUnknown(
  db: WritableDb,
  bringer: Bringer,
  bytes: Buffer,
  events: readonly ReceivedEvent[],
): Promise<ReadonlySet<EventId>> {
  const { rows } = await db.query<{ event_id: EventId }>(
    `insert into event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id, is_parked)
     select consultation_id, event_id, reply_id, kind, decode(digest, 'hex'), bytes, $2, $3
     from (${received}) as received
     on conflict (consultation_id, event_id) do nothing
     returning event_id`,
    parameters(bringer, bytes, events),
  );
  return new Set(rows.map((row) => row.event_id));
}

/**
 * Of events that weren't new, keeps the bytes of those that headquarters has under the same id with another
 * digest: both stay, and a person decides (S10). A statement of its own, after `storeEvents`: it must see what a
 * transaction beside it has stored meanwhile.
 */
export async function keepConflicts(
  db: WritableDb,
  bringer: Bringer,
  bytes: Buffer,
  events: readonly ReceivedEvent[],
): Promise<void> {
  await db.query(
    `insert into event_conflict (consultation_id, event_id, reply_id, kind, digest, bytes, device_id, is_parked)
     select r.consultation_id, r.event_id, r.reply_id, r.kind, decode(r.digest, 'hex'), r.bytes, $2, $3
     from (${received}) as r
     join event on event.consultation_id = r.consultation_id and event.event_id = r.event_id
     where event.digest <> decode(r.digest, 'hex')
     on conflict (consultation_id, event_id, digest) do nothing`,
    parameters(bringer, bytes, events),
  );
}

interface ReceiptRow {
  readonly seq: number;
  readonly h: Sha256;
  readonly event_id: EventId;
  readonly is_first: boolean;
  readonly status: EventStatus | null;
  readonly code: string | null;
  readonly as_of: string;
}

/** What became of one event. */
export interface ToldEvent extends Pick<Standing, 'status' | 'code'> {
  readonly seq: number;
  readonly eventId: EventId;
}

/** What events have become, as of a number, and the h of the last. */
export interface ToldEvents {
  readonly events: readonly ToldEvent[];
  readonly throughH: Sha256 | null;
  readonly asOf: number;
}

/** What became of each event from one place of a stream to another, in order, in one statement with its number. */
export async function toldEvents(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<ToldEvents> {
  const { rows } = await db.query<ReceiptRow>(
    `select entry.seq, encode(entry.h, 'hex') as h, entry.event_id, entry.digest = event.digest as is_first,
            event_status.status, event_status.code, ${asOfNow} as as_of
     from stream_entry as entry
     join event using (consultation_id, event_id)
     left join event_status on event_status.consultation_id = entry.consultation_id
       and event_status.event_id = entry.event_id and event_status.digest = entry.digest
     where entry.device_id = $1 and entry.epoch = $2 and entry.seq between $3 and $4
     order by entry.seq`,
    [stream.deviceId, stream.epoch, range.fromSeq, range.toSeq],
  );
  const events = rows.map(({ seq, event_id: eventId, status, code, is_first: isFirst }): ToldEvent => {
    if (status !== null) return { seq, eventId, status, code };
    // Not read yet; but that the id was taken is known without reading.
    return isFirst
      ? { seq, eventId, status: 'received', code: null }
      : { seq, eventId, status: 'conflict', code: 'ID_CONFLICT' };
  });
  const last = rows.at(-1);
  return { events, throughH: last?.h ?? null, asOf: Number(last?.as_of ?? 0) };
}
