import type { ReplyId } from '../../../contract/records/id.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { DeviceId, EventId } from '../../../contract/sync/ids.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** One life of this store at headquarters (S7). */
export interface StreamKey {
  readonly deviceId: DeviceId;
  readonly epoch: number;
}

export type BegunBecause = 'enrolled' | 'restored' | 'fork';

/** Begins the device's next epoch, 1 for its first. */
export function insertStream(
  db: WritableDb,
  stream: StreamKey & { readonly begunBecause: BegunBecause; readonly begunAtMs: number },
): void {
  write(
    db,
    `INSERT INTO stream (device_id, epoch, begun_because, begun_at_ms)
     VALUES (@deviceId, @epoch, @begunBecause, @begunAtMs)`,
    { ...stream },
  );
}

/** The stream that new events go into: the device's newest epoch. */
export function readCurrentStream(db: ReadableDb, deviceId: DeviceId): StreamKey {
  const row = getRow<{ epoch: number | null }>(
    db,
    'SELECT max(epoch) AS epoch FROM stream WHERE device_id = @deviceId',
    { deviceId },
  );
  if (row === undefined || row.epoch === null) throw new Error(`device ${deviceId} has no stream`);
  return { deviceId, epoch: row.epoch };
}

/** Where a stream stands: its last number and chain value, undefined while it is empty. */
export interface Link {
  readonly seq: number;
  readonly h: Sha256;
}

export function readLastLink(db: ReadableDb, stream: StreamKey): Link | undefined {
  return getRow<Link>(
    db,
    `SELECT seq, h FROM stream_entry WHERE device_id = @deviceId AND epoch = @epoch ORDER BY seq DESC LIMIT 1`,
    { ...stream },
  );
}

/** The chain value at a place, undefined where the stream has no such place. */
export function readLink(db: ReadableDb, stream: StreamKey, seq: number): Link | undefined {
  return getRow<Link>(
    db,
    'SELECT seq, h FROM stream_entry WHERE device_id = @deviceId AND epoch = @epoch AND seq = @seq',
    { ...stream, seq },
  );
}

/** An event that waits for a place, by what its place is computed from. */
export interface Unplaced {
  /** Its place in the order of sealing. */
  readonly number: number;
  readonly eventId: EventId;
  readonly digest: Sha256;
}

/** The number of the event that was sealed last, 0 where none was. */
export function lastEventNumber(db: ReadableDb): number {
  return getRow<{ number: number }>(db, 'SELECT coalesce(max(number), 0) AS number FROM event')!.number;
}

// Sealed events that have neither a place in this stream nor a receipt that counts: all that headquarters isn't known
// to have, and so is to be offered (S7). What it still has is a duplicate there, which is success (S10).
//
// Only what comes after `placedThrough` is looked at: never the whole store, but for the first time in a new series
// or a new life of headquarters.
const unplaced = `FROM event
  WHERE number > @placedThrough AND number <= @throughNumber
    AND NOT EXISTS (SELECT 1 FROM received_entry WHERE received_entry.event_id = event.event_id)
    AND NOT EXISTS (SELECT 1 FROM stream_entry AS placed WHERE placed.event_id = event.event_id
      AND placed.device_id = @deviceId AND placed.epoch = @epoch)`;

/** Sealed events that wait for a place in the stream, in the order of sealing. */
export function readUnplaced(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly placedThrough: number; readonly throughNumber: number; readonly limit: number },
): Unplaced[] {
  return allRows<Unplaced>(
    db,
    `SELECT number, event_id AS eventId, digest ${unplaced} ORDER BY number LIMIT @limit`,
    { ...stream, ...range },
  );
}

/** How much waits for a place in the stream. */
export function readUnplacedAmount(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly placedThrough: number; readonly throughNumber: number },
): Amount {
  return getRow<Amount>(
    db,
    `SELECT count(*) AS events, coalesce(sum(length(bytes)), 0) AS bytes ${unplaced}`,
    { ...stream, ...range },
  )!;
}

/** The device's series before this one of which not everything has a receipt that counts, the oldest first. */
export function readEarlierStreams(db: ReadableDb, current: StreamKey): StreamKey[] {
  return allRows<StreamKey>(
    db,
    `SELECT device_id AS deviceId, epoch FROM stream
     WHERE device_id = @deviceId AND epoch < @epoch
       AND (SELECT coalesce(max(seq), 0) FROM stream_entry
              WHERE stream_entry.device_id = stream.device_id AND stream_entry.epoch = stream.epoch)
         > (SELECT coalesce(max(through_seq), 0) FROM counting_receipt
              WHERE counting_receipt.device_id = stream.device_id AND counting_receipt.epoch = stream.epoch)
     ORDER BY epoch`,
    { ...current },
  );
}

/** An event at its place, chained to the one before. */
export interface StreamEntry extends Link {
  readonly eventId: EventId;
  readonly previousH: Sha256;
}

/** Gives events their places for ever, in order. The store refuses a gap and a broken chain. */
export function insertStreamEntries(
  db: WritableDb,
  stream: StreamKey,
  entries: readonly StreamEntry[],
): void {
  write(
    db,
    // All by one statement, as calling it for each would be most of the time; and without names, as reading them for
    // each would be a third.
    `INSERT INTO stream_entry (device_id, epoch, seq, event_id, previous_h, h)
     SELECT @deviceId, @epoch, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(@entries)`,
    {
      ...stream,
      entries: JSON.stringify(entries.map(({ seq, eventId, previousH, h }) => [seq, eventId, previousH, h])),
    },
    entries.length,
  );
}

/** How much of a stream lies after a place; bytes are those of the documents. */
export interface Amount {
  readonly events: number;
  readonly bytes: number;
}

export function readAmountAfter(db: ReadableDb, stream: StreamKey, seq: number): Amount {
  return getRow<Amount>(
    db,
    `SELECT count(*) AS events, coalesce(sum(length(event.bytes)), 0) AS bytes
     FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
     WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch AND stream_entry.seq > @seq`,
    { ...stream, seq },
  )!;
}

/** What was sealed, at its place. */
export interface Placed {
  readonly replyId: ReplyId;
  readonly bytes: Buffer;
  readonly digest: Sha256;
}

/** The event that stands at a place. */
export function readPlaced(db: ReadableDb, { deviceId, epoch }: StreamKey, seq: number): Placed | null {
  return (
    getRow<Placed>(
      db,
      `SELECT event.reply_id AS replyId, event.bytes, event.digest
       FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
       WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch AND stream_entry.seq = @seq`,
      { deviceId, epoch, seq },
    ) ?? null
  );
}

/** Whether an event waits for its place, or one in the stream for its receipt. */
export function isSomethingWaiting(db: ReadableDb, stream: StreamKey): boolean {
  return (
    getRow(
      db,
      `SELECT 1 FROM event, headquarters_life WHERE headquarters_life.id = 1 AND event.number > placed_through
       UNION ALL
       SELECT 1 FROM stream_entry WHERE device_id = @deviceId AND epoch = @epoch
         AND seq > (SELECT coalesce(max(through_seq), 0) FROM counting_receipt
           WHERE counting_receipt.device_id = @deviceId AND counting_receipt.epoch = @epoch)
       LIMIT 1`,
      { ...stream },
    ) !== undefined
  );
}

// An event as a consignment has it: its envelope in canonical JSON (the members stand in their order), its document,
// each with a line feed. Put together here, so that thousands of documents don't pass through JavaScript one by one;
// SQLite looks at none of their bytes, so that what isn't even UTF-8 comes out as it was sealed.
const envelope = `json_object('consultationId', event.consultation_id, 'eventId', event.event_id,
  'kind', event.kind, 'replyId', event.reply_id, 'seq', stream_entry.seq)`;
const lines = `${envelope} || char(10) || CAST(event.bytes AS TEXT) || char(10)`;

/** How many bytes the documents from a place on have, at most `limit` of them, in the stream's order. */
export function readDocumentSizes(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly limit: number },
): number[] {
  return allRows<{ bytes: number }>(
    db,
    `SELECT length(event.bytes) AS bytes
     FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
     WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch AND stream_entry.seq >= @fromSeq
     ORDER BY stream_entry.seq LIMIT @limit`,
    { ...stream, ...range },
  ).map(({ bytes }) => bytes);
}

/**
 * The events of a stretch as a consignment has them after its first line: bytes, which nobody reads on the way. They
 * come in the order of the primary key, as the plan has it: telling the aggregate an order would copy each document
 * once more to sort what is sorted.
 */
export function readStretch(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly throughSeq: number },
): Buffer {
  return getRow<{ body: Buffer }>(
    db,
    `SELECT CAST(group_concat(line, '') AS BLOB) AS body FROM (
       SELECT ${lines} AS line
       FROM stream_entry CROSS JOIN event ON event.event_id = stream_entry.event_id
       WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch
         AND stream_entry.seq BETWEEN @fromSeq AND @throughSeq
       ORDER BY stream_entry.seq)`,
    { ...stream, ...range },
  )!.body;
}
