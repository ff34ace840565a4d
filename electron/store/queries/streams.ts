import type { EventEnvelope } from '../../../contract/sync/event.ts';
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

/** A series that headquarters forced, as the state shows it. */
export interface ForcedSeries {
  readonly epoch: number;
  readonly because: 'restored' | 'fork';
  readonly begunAtMs: number;
}

/** Every epoch of every enrolment that had to begin anew, the newest first. */
export function listNewSeries(db: ReadableDb): ForcedSeries[] {
  return allRows<ForcedSeries>(
    db,
    `SELECT epoch, begun_because AS because, begun_at_ms AS begunAtMs
     FROM stream JOIN enrolment ON enrolment.device_id = stream.device_id
     WHERE begun_because <> 'enrolled' ORDER BY enrolment.number DESC, epoch DESC`,
  );
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
  readonly eventId: EventId;
  readonly digest: Sha256;
}

/**
 * Sealed events that have no place in this stream and no receipt from any of this device, in the order of sealing.
 * In a new epoch that is all that headquarters hasn't receipted, so that it is offered again (S7). For a computer
 * that was enrolled once more it is everything: a headquarters that forgot the computer may have lost what the
 * computer sent, and what it still has is a duplicate there, which is success (S10).
 *
 * Places are taken in the order of sealing, and all at once. So whatever was sealed before the last event of the
 * stream has its place or had its receipt, and only what came later is looked at: never the whole store.
 */
export function readUnplaced(db: ReadableDb, stream: StreamKey): Unplaced[] {
  return allRows<Unplaced>(
    db,
    `SELECT event_id AS eventId, digest FROM event
     WHERE number > coalesce((
         SELECT last.number FROM stream_entry JOIN event AS last ON last.event_id = stream_entry.event_id
         WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch
         ORDER BY stream_entry.seq DESC LIMIT 1), 0)
       AND NOT EXISTS (
         SELECT 1 FROM stream_entry AS placed
         JOIN receipt ON receipt.device_id = placed.device_id AND receipt.epoch = placed.epoch
           AND receipt.through_seq >= placed.seq
         WHERE placed.event_id = event.event_id AND placed.device_id = @deviceId)
     ORDER BY number`,
    { ...stream },
  );
}

/** Gives an event its place for ever. The store refuses a gap and a broken chain. */
export function insertStreamEntry(
  db: WritableDb,
  stream: StreamKey,
  entry: Link & { readonly eventId: EventId; readonly previousH: Sha256 },
): void {
  write(
    db,
    `INSERT INTO stream_entry (device_id, epoch, seq, event_id, previous_h, h)
     VALUES (@deviceId, @epoch, @seq, @eventId, @previousH, @h)`,
    { ...stream, ...entry },
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

/** An event in its place, with its document as it was sealed: bytes, which nobody reads as text on the way. */
export interface StreamEvent extends EventEnvelope {
  readonly h: Sha256;
  readonly bytes: Buffer;
}

/** The events from a place on, at most `limit`, in the stream's order. */
export function readStretch(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly limit: number },
): StreamEvent[] {
  return allRows<StreamEvent>(
    db,
    `SELECT stream_entry.seq, stream_entry.h, event.event_id AS eventId, event.kind,
       event.consultation_id AS consultationId, event.reply_id AS replyId, event.digest, event.bytes
     FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
     WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch AND stream_entry.seq >= @fromSeq
     ORDER BY stream_entry.seq LIMIT @limit`,
    { ...stream, ...range },
  );
}
