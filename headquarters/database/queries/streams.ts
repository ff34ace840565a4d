import { firstPreviousH } from '../../../contract/sync/chain.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { DeviceId, EventId } from '../../../contract/sync/ids.ts';
import { BinaryRows, copyIn } from '../binary-rows.ts';
import { assertRowCount } from './affected.ts';
import { asOfNow } from './standing-counter.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** A stream: one life of one device's store. */
export interface StreamKey {
  readonly deviceId: DeviceId;
  readonly epoch: number;
}

/** How far headquarters has a stream. */
export interface Head {
  readonly seq: number;
  readonly h: Sha256;
  /** Where it forked, if it did (S10). */
  readonly frozenAtSeq: number | null;
  /** Through which seq the newest verified backup holds it; 0 where none does. */
  readonly backedUpThrough: number;
  /** The number as of which all this is so (`standing-counter.ts`). */
  readonly asOf: number;
}

interface HeadRow {
  readonly head_seq: number;
  readonly h: Sha256;
  readonly frozen_at_seq: number | null;
  readonly backed_up_through: number;
  readonly as_of: string;
}

const headColumns = `head_seq, encode(head_h, 'hex') as h, frozen_at_seq,
  coalesce((select through_seq from backup
            where backup.device_id = stream.device_id and backup.epoch = stream.epoch), 0) as backed_up_through,
  ${asOfNow} as as_of`;
const fromRow = (row: HeadRow): Head => ({
  seq: row.head_seq,
  h: row.h,
  frozenAtSeq: row.frozen_at_seq,
  backedUpThrough: row.backed_up_through,
  asOf: Number(row.as_of),
});

/** The head of a stream; that of one which headquarters has never heard of is 0 and 64 zeros. */
export async function streamHead(db: ReadableDb, stream: StreamKey): Promise<Head> {
  const { rows } = await db.query<HeadRow>(
    `select ${headColumns} from stream where device_id = $1 and epoch = $2`,
    [stream.deviceId, stream.epoch],
  );
  return rows[0]
    ? fromRow(rows[0])
    : { seq: 0, h: firstPreviousH, frozenAtSeq: null, backedUpThrough: 0, asOf: 0 };
}

/**
 * The head of a stream, held until the end of the transaction: consignments of one stream are taken in one after
 * the other. That saves work; what keeps an event from being stored twice are the tables' keys.
 */
export async function holdStream(db: WritableDb, stream: StreamKey): Promise<Head> {
  const result = await db.query<HeadRow>(
    `insert into stream (device_id, epoch) values ($1, $2)
     on conflict (device_id, epoch) do update set epoch = excluded.epoch
     returning ${headColumns}`,
    [stream.deviceId, stream.epoch],
  );
  assertRowCount(result, 1);
  return fromRow(result.rows[0]!);
}

/** The h of each place of a stream from one seq to another, as far as headquarters has them. */
export async function storedLinks(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly toSeq: number },
): Promise<ReadonlyMap<number, Sha256>> {
  const { rows } = await db.query<{ seq: number; h: Sha256 }>(
    `select seq, encode(h, 'hex') as h from stream_entry
     where device_id = $1 and epoch = $2 and seq between $3 and $4`,
    [stream.deviceId, stream.epoch, range.fromSeq, range.toSeq],
  );
  return new Map(rows.map((row) => [row.seq, row.h]));
}

/** A place in a stream, and which event stands there. */
export interface Entry {
  readonly seq: number;
  readonly h: Sha256;
  readonly consultationId: string;
  readonly eventId: EventId;
  readonly digest: Sha256;
}

/** What an entry comes to, with room to spare. */
const entryBytes = 256;

/** Adds entries after the head, in order and without a gap, and moves the head to the last of them. */
export async function appendEntries(
  db: WritableDb,
  stream: StreamKey,
  head: Head,
  entries: readonly Entry[],
): Promise<void> {
  const rows = new BinaryRows(entryBytes * entries.length);
  for (const entry of entries) {
    rows
      .row(7)
      .hexadecimal(stream.deviceId)
      .integer(stream.epoch)
      .integer(entry.seq)
      .hexadecimal(entry.h)
      .text(entry.consultationId)
      .hexadecimal(entry.eventId)
      .hexadecimal(entry.digest);
  }
  const added = await copyIn(
    db,
    `copy stream_entry (device_id, epoch, seq, h, consultation_id, event_id, digest)
     from stdin with (format binary)`,
    rows,
  );
  assertRowCount(added, entries.length);
  const last = entries.at(-1)!;
  const moved = await db.query(
    `update stream set head_seq = $3, head_h = decode($4, 'hex')
     where device_id = $1 and epoch = $2 and head_seq = $5 and frozen_at is null`,
    [stream.deviceId, stream.epoch, last.seq, last.h, head.seq],
  );
  assertRowCount(moved, 1);
}

/** Freezes a stream at the place where it forked (S10). It stays frozen at the first such place. */
export async function freezeStream(db: WritableDb, stream: StreamKey, seq: number): Promise<void> {
  await db.query(
    `update stream set frozen_at = now(), frozen_at_seq = $3
     where device_id = $1 and epoch = $2 and frozen_at is null`,
    [stream.deviceId, stream.epoch, seq],
  );
}

/**
 * Files what the device signed, and puts it before the projection. That the same consignment brings something new a
 * second time can only be after something was lost here; it is read again then.
 */
export async function fileConsignment(
  db: WritableDb,
  stream: StreamKey,
  consignment: {
    readonly eventsDigest: Sha256;
    readonly fromSeq: number;
    readonly toSeq: number;
    readonly sizeBytes: number;
    readonly manifest: string;
    readonly signature: string;
  },
): Promise<void> {
  await db.query(
    `insert into consignment (device_id, epoch, events_digest, from_seq, to_seq, size_bytes, manifest, signature)
     values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8)
     on conflict (device_id, epoch, events_digest) do update set is_read = false`,
    [
      stream.deviceId,
      stream.epoch,
      consignment.eventsDigest,
      consignment.fromSeq,
      consignment.toSeq,
      consignment.sizeBytes,
      consignment.manifest,
      consignment.signature,
    ],
  );
}
