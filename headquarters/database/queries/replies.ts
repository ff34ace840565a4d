import type { ReplyDocument } from '../../../contract/records/reply-document.ts';
import { assertRowCount } from './affected.ts';
import { columnsOf } from './columns.ts';
import type { Columns } from './columns.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { keysOf } from './projection.ts';
import type { ReplyKey } from './projection.ts';

/** A batch as a document names it, by which computer, and when that document came. */
export interface NamedBatch {
  readonly consultationId: string;
  readonly deviceId: string;
  readonly arrival: number;
  readonly batch: ReplyDocument['batch'];
}

const batchColumns =
  'consultation_id, batch_id, device_id, number, channel, received_date, document_count, arrival';
const batchRows = `
  select ${batchColumns}
  from unnest($1::text[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::date[], $7::int[], $8::bigint[])
    as b (${batchColumns})`;

const batchParameters = (batches: readonly NamedBatch[]): readonly unknown[] => [
  batches.map((named) => named.consultationId),
  batches.map((named) => named.batch.id),
  batches.map((named) => named.deviceId),
  batches.map((named) => named.batch.number),
  batches.map((named) => named.batch.channel),
  batches.map((named) => named.batch.receivedDate),
  batches.map((named) => named.batch.documentCount),
  batches.map((named) => named.arrival),
];

/**
 * Files the batches that documents name, each once; the document that came first says what a batch is. What can't be
 * filed is refused of every document, the first or not: which of them come together must not matter.
 */
export async function fileBatches(db: WritableDb, batches: readonly NamedBatch[]): Promise<void> {
  await db.query(
    `insert into batch (${batchColumns})
     select distinct on (consultation_id, batch_id) * from (${batchRows}) as named
     order by consultation_id, batch_id, arrival
     on conflict (consultation_id, batch_id) do update
     set device_id = excluded.device_id, number = excluded.number, channel = excluded.channel,
         received_date = excluded.received_date, document_count = excluded.document_count, arrival = excluded.arrival
     where batch.arrival > excluded.arrival`,
    batchParameters(batches),
  );
}

/** The rows that `fileBatches` would write; it refuses what that would refuse. */
export async function batchesAsFiled(
  db: ReadableDb,
  batches: readonly NamedBatch[],
): Promise<readonly Columns[]> {
  return await columnsOf(db, batchRows, batchParameters(batches));
}

/** What a reply says now, as it is written down. */
export interface ReplyRow extends ReplyKey {
  readonly deviceId: string;
  readonly eventId: string;
  readonly digest: string;
  readonly arrival: number;
  readonly revision: number;
  readonly document: ReplyDocument;
  readonly isWithdrawn: boolean;
  readonly flag: string | null;
}

const replyColumns = `consultation_id, reply_id, device_id, event_id, digest, arrival, revision, batch_id,
  serial_label, kind, signatures, is_late, exclusion_reason, pack_hash, is_withdrawn, flag`;
const replyRows = `
  select consultation_id, reply_id, device_id, event_id, decode(digest, 'hex') as digest, arrival, revision, batch_id,
         serial_label, kind, signatures, is_late, exclusion_reason, decode(pack_hash, 'hex') as pack_hash,
         is_withdrawn, flag
  from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::int[], $8::uuid[],
              $9::text[], $10::text[], $11::int[], $12::bool[], $13::text[], $14::text[], $15::bool[], $16::text[])
    as r (${replyColumns})`;

const replyParameters = (replies: readonly ReplyRow[]): readonly unknown[] => [
  replies.map((reply) => reply.consultationId),
  replies.map((reply) => reply.replyId),
  replies.map((reply) => reply.deviceId),
  replies.map((reply) => reply.eventId),
  replies.map((reply) => reply.digest),
  replies.map((reply) => reply.arrival),
  replies.map((reply) => reply.revision),
  replies.map(({ document }) => document.batch.id),
  replies.map(({ document }) => document.serial.label),
  replies.map(({ document }) => document.kind),
  replies.map(({ document }) => document.signatures),
  replies.map(({ document }) => document.isLate),
  replies.map(({ document }) => document.exclusion?.reason ?? null),
  replies.map(({ document }) => document.consultation.packHash),
  replies.map((reply) => reply.isWithdrawn),
  replies.map((reply) => reply.flag),
];

/** Writes down what replies say now, in the place of what they said before. */
export async function putReplies(db: WritableDb, replies: readonly ReplyRow[]): Promise<void> {
  const result = await db.query(
    `insert into reply (${replyColumns}) ${replyRows}
     on conflict (consultation_id, reply_id) do update
     set device_id = excluded.device_id, event_id = excluded.event_id, digest = excluded.digest,
         arrival = excluded.arrival, revision = excluded.revision, batch_id = excluded.batch_id,
         serial_label = excluded.serial_label, kind = excluded.kind, signatures = excluded.signatures,
         is_late = excluded.is_late, exclusion_reason = excluded.exclusion_reason, pack_hash = excluded.pack_hash,
         is_withdrawn = excluded.is_withdrawn, flag = excluded.flag`,
    replyParameters(replies),
  );
  assertRowCount(result, replies.length);
}

/** The rows that `putReplies` would write; it refuses what that would refuse. */
export async function repliesAsPut(
  db: ReadableDb,
  replies: readonly ReplyRow[],
): Promise<readonly Columns[]> {
  return await columnsOf(db, replyRows, replyParameters(replies));
}

/** A number that one computer gave to one reply of a consultation, once if all is well. */
export interface Serial {
  readonly consultationId: string;
  readonly deviceId: string;
  readonly label: string;
}

/** The serials that replies bear by now, before they are written anew or taken away. */
export async function serialsOf(db: ReadableDb, replies: readonly ReplyKey[]): Promise<readonly Serial[]> {
  const { rows } = await db.query<{ consultation_id: string; device_id: string; serial_label: string }>(
    `select consultation_id, device_id, serial_label
     from unnest($1::text[], $2::uuid[]) as asked (consultation_id, reply_id) join reply using (consultation_id, reply_id)`,
    keysOf(replies),
  );
  return rows.map((row) => ({
    consultationId: row.consultation_id,
    deviceId: row.device_id,
    label: row.serial_label,
  }));
}

/** Takes replies away of which no event counts; some may never have been there. */
export async function removeReplies(db: WritableDb, replies: readonly ReplyKey[]): Promise<void> {
  await db.query(
    `delete from reply using unnest($1::text[], $2::uuid[]) as gone (consultation_id, reply_id)
     where reply.consultation_id = gone.consultation_id and reply.reply_id = gone.reply_id`,
    keysOf(replies),
  );
}

const flaggedReplies = `
  select reply.consultation_id, reply.event_id, reply.digest,
         case when row_number() over (partition by reply.consultation_id, reply.device_id, reply.serial_label
                                      order by reply.arrival) > 1
                   and not exists (
                     select from decision where decision.consultation_id = reply.consultation_id
                       and decision.reply_id = reply.reply_id and decision.event_id = reply.event_id
                       and decision.digest = reply.digest and decision.code = 'POSSIBLE_DUPLICATE')
              then 'POSSIBLE_DUPLICATE' else reply.flag end as code
  from (select distinct * from unnest($1::text[], $2::uuid[], $3::text[]))
    as asked (consultation_id, device_id, serial_label)
  join reply using (consultation_id, device_id, serial_label)
  where not reply.is_withdrawn`;

const serialParameters = (serials: readonly Serial[]): readonly unknown[] => [
  serials.map((serial) => serial.consultationId),
  serials.map((serial) => serial.deviceId),
  serials.map((serial) => serial.label),
];

/**
 * Flags replies to which one computer gave the same serial: all but the first to come, until a person has seen it.
 * Each of them counts (S13): a serial given twice is as likely two letters, after a store was restored, as one.
 */
export async function flagDuplicates(
  db: WritableDb,
  serials: readonly Serial[],
  asOf: number,
): Promise<void> {
  await db.query(
    `update event_status as status
     set code = flagged.code, needs_person = flagged.code is not null, restated_as_of = $4
     from (${flaggedReplies}) as flagged
     where status.consultation_id = flagged.consultation_id and status.event_id = flagged.event_id
       and status.digest = flagged.digest and status.code is distinct from flagged.code`,
    [...serialParameters(serials), asOf],
  );
}

/** The codes that `flagDuplicates` would leave, by consultation_id, event_id and digest. */
export async function flagsOfSerials(
  db: ReadableDb,
  serials: readonly Serial[],
): Promise<readonly Columns[]> {
  return await columnsOf(db, flaggedReplies, serialParameters(serials));
}
