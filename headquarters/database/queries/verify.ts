import type { PublicKey, Sha256 } from '../../../contract/sync/hash.ts';
import { rowsOf } from '../cursor.ts';
import type { ReadableDb } from '../database.ts';

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

/** What the tables say of an event, or of a reply, as one text to compare. */
export interface Said {
  readonly consultation_id: string;
  readonly reply_id: string;
  /** Null where it is the reply itself. */
  readonly event_id: string | null;
  readonly digest: Sha256 | null;
  readonly status: string;
  readonly code: string | null;
  readonly revision: number | null;
}

/** What the tables say of these replies and their events. */
export async function whatTablesSay(
  db: ReadableDb,
  consultationIds: readonly string[],
  replyIds: readonly string[],
): Promise<readonly Said[]> {
  const { rows } = await db.query<Said>(
    `with asked as (select * from unnest($1::text[], $2::uuid[]) as a (consultation_id, reply_id))
     select consultation_id, reply_id, event_id, encode(digest, 'hex') as digest, status, code, null::int as revision
     from event_status join asked using (consultation_id, reply_id)
     union all
     select consultation_id, reply_id, null, encode(digest, 'hex'),
            case when is_withdrawn then 'withdrawn' else 'counts' end, null, revision
     from reply join asked using (consultation_id, reply_id)`,
    [consultationIds, replyIds],
  );
  return rows;
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
