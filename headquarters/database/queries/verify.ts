import type { PublicKey, Sha256 } from '../../../contract/sync/hash.ts';
import { rowsOf } from '../cursor.ts';
import type { ReadableDb } from '../database.ts';
import { columnsOf } from './columns.ts';
import type { Columns } from './columns.ts';
import { keysOf } from './projection.ts';
import type { ReplyKey } from './projection.ts';

// Everything in the order in which it is checked, row by row. Nothing here trusts what another table says.

export interface EventToVerify {
  readonly consultation_id: string;
  readonly event_id: string;
  readonly digest: Sha256;
  readonly bytes: Buffer;
}

/** Every event, those that came under another's id among them. */
export function eventsToVerify(db: ReadableDb): AsyncGenerator<EventToVerify> {
  return rowsOf<EventToVerify>(
    db,
    'events',
    `select consultation_id, event_id, encode(digest, 'hex') as digest, bytes from event
     union all
     select consultation_id, event_id, encode(digest, 'hex'), bytes from event_conflict`,
    20,
  );
}

export interface EntryToVerify {
  readonly device_id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly h: Sha256;
  readonly consultation_id: string;
  readonly event_id: string;
  readonly digest: Sha256;
  /** Whether those very bytes are there. */
  readonly is_stored: boolean;
  /** Whether a consignment brought this place. */
  readonly is_signed_for: boolean;
}

/** Every place of every stream, in order. */
export function entriesToVerify(db: ReadableDb): AsyncGenerator<EntryToVerify> {
  return rowsOf<EntryToVerify>(
    db,
    'entries',
    `select entry.device_id, entry.epoch, entry.seq, encode(entry.h, 'hex') as h, entry.consultation_id, entry.event_id,
            encode(entry.digest, 'hex') as digest,
            exists (select from event where event.consultation_id = entry.consultation_id
                      and event.event_id = entry.event_id and event.digest = entry.digest)
            or exists (select from event_conflict as other where other.consultation_id = entry.consultation_id
                         and other.event_id = entry.event_id and other.digest = entry.digest) as is_stored,
            exists (select from consignment where consignment.device_id = entry.device_id
                      and consignment.epoch = entry.epoch
                      and entry.seq between consignment.from_seq and consignment.to_seq) as is_signed_for
     from stream_entry as entry order by entry.device_id, entry.epoch, entry.seq`,
    500,
  );
}

export interface StreamToVerify {
  readonly device_id: string;
  readonly epoch: number;
  readonly head_seq: number;
  readonly head_h: Sha256;
}

/** Every stream with the head that is told to its device. */
export async function streamsToVerify(db: ReadableDb): Promise<readonly StreamToVerify[]> {
  const { rows } = await db.query<StreamToVerify>(
    `select device_id, epoch, head_seq, encode(head_h, 'hex') as head_h from stream order by device_id, epoch`,
  );
  return rows;
}

export interface ConsignmentToVerify {
  readonly device_id: string;
  readonly epoch: number;
  readonly events_digest: Sha256;
  readonly from_seq: number;
  readonly to_seq: number;
  readonly manifest: string;
  readonly signature: string;
  /** Null where no such device is enrolled. */
  readonly public_key: PublicKey | null;
  /** What stands where it ends. */
  readonly stored_h: Sha256 | null;
}

/** Every consignment with the key of its device. */
export function consignmentsToVerify(db: ReadableDb): AsyncGenerator<ConsignmentToVerify> {
  return rowsOf<ConsignmentToVerify>(
    db,
    'consignments',
    `select consignment.device_id, consignment.epoch, encode(events_digest, 'hex') as events_digest, from_seq, to_seq,
            manifest, signature, device.public_key, encode(entry.h, 'hex') as stored_h
     from consignment
     left join device using (device_id)
     left join stream_entry as entry
       on entry.device_id = consignment.device_id and entry.epoch = consignment.epoch and entry.seq = to_seq
     order by consignment.device_id, consignment.epoch, from_seq`,
    200,
  );
}

export interface BroughtToVerify {
  readonly device_id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly consultation_id: string;
  readonly event_id: string;
  /** These three are null where the event is not there. */
  readonly kind: string | null;
  readonly reply_id: string | null;
  readonly bytes: Buffer | null;
}

/** What stands in every place of every stream, in order: all that a consignment said of it and brought. */
export function broughtToVerify(db: ReadableDb): AsyncGenerator<BroughtToVerify> {
  return rowsOf<BroughtToVerify>(
    db,
    'brought',
    // The limit lets each be looked up by its key, so that the bytes are never sorted.
    `select entry.device_id, entry.epoch, entry.seq, entry.consultation_id, entry.event_id,
            event.kind, event.reply_id, event.bytes
     from stream_entry as entry
     left join lateral (
       select kind, reply_id, bytes from event as one
       where one.consultation_id = entry.consultation_id and one.event_id = entry.event_id
         and one.digest = entry.digest
       union all
       select kind, reply_id, bytes from event_conflict as other
       where other.consultation_id = entry.consultation_id and other.event_id = entry.event_id
         and other.digest = entry.digest
       limit 1
     ) as event on true
     order by entry.device_id, entry.epoch, entry.seq`,
    20,
  );
}

export interface PackToVerify {
  readonly consultation_id: string;
  readonly version: number;
  readonly hash: Sha256;
  readonly body: string;
}

/** Every version of every pack. */
export function packsToVerify(db: ReadableDb): AsyncGenerator<PackToVerify> {
  return rowsOf<PackToVerify>(
    db,
    'packs',
    `select consultation_id, version, encode(pack_hash, 'hex') as hash, body from consultation_pack
     order by consultation_id, version`,
    20,
  );
}

/** Every reply of which an event has been read, or that stands in the tables. */
export function repliesToVerify(
  db: ReadableDb,
): AsyncGenerator<{ readonly consultation_id: string; readonly reply_id: string }> {
  return rowsOf(
    db,
    'replies',
    `select consultation_id, reply_id from event_status union select consultation_id, reply_id from reply
     order by consultation_id, reply_id`,
    200,
  );
}

/** What the tables say became of the events of these replies; when they came to say so can't be computed. */
export async function statusesToVerify(
  db: ReadableDb,
  replies: readonly ReplyKey[],
): Promise<readonly Columns[]> {
  const rows = await columnsOf(
    db,
    `select event_status.* from unnest($1::text[], $2::uuid[]) as asked (consultation_id, reply_id)
     join event_status using (consultation_id, reply_id)`,
    keysOf(replies),
  );
  return rows.map(({ restated_as_of: _when, ...columns }) => columns);
}

/** What the tables say of these replies, as far as they stand there. */
export async function replyRowsToVerify(
  db: ReadableDb,
  replies: readonly ReplyKey[],
): Promise<readonly Columns[]> {
  return await columnsOf(
    db,
    `select reply.* from unnest($1::text[], $2::uuid[]) as asked (consultation_id, reply_id)
     join reply using (consultation_id, reply_id)`,
    keysOf(replies),
  );
}

/** What the tables say of every batch. */
export async function* batchesToVerify(db: ReadableDb): AsyncGenerator<Columns> {
  const rows = rowsOf<{ columns: Columns }>(
    db,
    'batches',
    'select to_jsonb(batch) as columns from batch order by consultation_id, batch_id',
    200,
  );
  for await (const { columns } of rows) yield columns;
}

/** Events that came with a consignment that was read, and of which the tables say nothing. */
export async function eventsPassedOver(
  db: ReadableDb,
): Promise<readonly { readonly consultation_id: string; readonly event_id: string }[]> {
  const { rows } = await db.query<{ consultation_id: string; event_id: string }>(
    `select distinct entry.consultation_id, entry.event_id
     from consignment
     join stream_entry as entry on entry.device_id = consignment.device_id and entry.epoch = consignment.epoch
       and entry.seq between from_seq and to_seq
     left join event_status as status using (consultation_id, event_id, digest)
     where consignment.is_read and status.status is null
     order by 1, 2 limit 1000`,
  );
  return rows;
}
