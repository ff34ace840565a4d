import { unfiled } from '../../../contract/headquarters/arrived.ts';
import type { ListedReply, ReplyFilter, ReplyPart } from '../../../contract/headquarters/arrived.ts';
import type { ReadableDb } from '../database.ts';

// Every reply of which anything is here, under exactly one part: read from the events themselves, so that what can't
// be read, or waits to be, is counted as well.

/** One row a reply: where it came from, its batch where that is known, and its part. */
export const repliesWithParts = `
  (select came.consultation_id, came.reply_id, came.received_at, device.unit_name, device.device_id,
          device.label as device_label, batch.batch_id, batch.number, batch.channel, batch.received_date,
          batch.document_count, reply.serial_label, reply.kind, reply.revision,
          case
            when judged.needs_person then 'person'
            when reply.is_withdrawn then 'withdrawn'
            when reply.exclusion_reason is not null then 'set-aside'
            when reply.reply_id is not null then 'applied'
            when judged.reply_id is not null then 'rejected'
            else 'waiting'
          end as part
   from (
     select consultation_id, reply_id, min(received_at) as received_at,
            (array_agg(device_id order by arrival))[1] as device_id
     from (
       select consultation_id, reply_id, received_at, device_id, arrival from event
       union all
       select consultation_id, reply_id, received_at, device_id, arrival from event_conflict
     ) as here
     group by consultation_id, reply_id
   ) as came
   left join (
     select consultation_id, reply_id, bool_or(needs_person) as needs_person
     from event_status group by consultation_id, reply_id
   ) as judged using (consultation_id, reply_id)
   left join reply using (consultation_id, reply_id)
   left join batch on batch.consultation_id = came.consultation_id and batch.batch_id = reply.batch_id
   join device on device.device_id = came.device_id) as filed`;

interface Row {
  readonly consultation_id: string;
  readonly reply_id: string;
  readonly serial_label: string | null;
  readonly unit_name: string;
  readonly device_label: string;
  readonly number: number | null;
  readonly kind: string | null;
  readonly revision: number | null;
  readonly part: ReplyPart;
  readonly received_at: Date;
  readonly total: number;
}

/** The replies that a list is narrowed to, by serial, and how many there are in all. */
export async function listReplies(
  db: ReadableDb,
  only: ReplyFilter,
  limit: number,
): Promise<{ readonly total: number; readonly rows: readonly ListedReply[] }> {
  const { rows } = await db.query<Row>(
    `select consultation_id, reply_id, serial_label, unit_name, device_label, number, kind, revision, part,
            received_at, (count(*) over ())::int as total
     from ${repliesWithParts}
     where ($1::text is null or unit_name = $1) and ($2::text is null or consultation_id = $2)
       and ($3::text is null or coalesce(batch_id::text, '${unfiled}') = $3)
       and ($4::text is null or part = $4) and ($5::text is null or device_id::text = $5)
     order by serial_label nulls first, received_at, reply_id
     limit $6`,
    [
      only.unit ?? null,
      only.consultation ?? null,
      only.batch ?? null,
      only.part ?? null,
      only.computer ?? null,
      limit,
    ],
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      consultationId: row.consultation_id,
      replyId: row.reply_id,
      serialLabel: row.serial_label,
      unitName: row.unit_name,
      deviceLabel: row.device_label,
      batchNumber: row.number,
      kind: row.kind,
      revision: row.revision,
      part: row.part,
      receivedAtMs: row.received_at.getTime(),
    })),
  };
}
