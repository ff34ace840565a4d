import type { ReadableDb } from '../database.ts';

/** What has arrived of one batch of one computer; `batchNumber` is null for events that couldn't be read. */
export interface Arrived {
  readonly unitName: string;
  readonly deviceId: string;
  readonly deviceLabel: string;
  readonly consultationId: string;
  readonly batchId: string | null;
  readonly batchNumber: number | null;
  /** How many replies the unit counted when it opened the batch. */
  readonly documentCount: number | null;
  /** Replies that count, those that were set aside among them. */
  readonly replies: number;
  readonly excluded: number;
  readonly withdrawn: number;
  /** Events of all kinds, and those of them that wait, and that need a person. */
  readonly events: number;
  readonly waiting: number;
  readonly needAttention: number;
}

interface ArrivedRow {
  readonly unit_name: string;
  readonly device_id: string;
  readonly label: string;
  readonly consultation_id: string;
  readonly batch_id: string | null;
  readonly number: number | null;
  readonly document_count: number | null;
  readonly replies: number;
  readonly excluded: number;
  readonly withdrawn: number;
  readonly events: number;
  readonly waiting: number;
  readonly need_attention: number;
}

/**
 * Everything that has arrived, by unit, computer, consultation and batch. A reply counts once, where its first event
 * came from: a later one may have come from another computer of the unit.
 */
export async function listArrived(db: ReadableDb): Promise<readonly Arrived[]> {
  const { rows } = await db.query<ArrivedRow>(
    `select device.unit_name, device.device_id, device.label, event.consultation_id, batch.batch_id,
            batch.number, batch.document_count,
            (count(reply.reply_id) filter (where is_first and not reply.is_withdrawn))::int as replies,
            (count(reply.reply_id)
              filter (where is_first and not reply.is_withdrawn and reply.exclusion_reason is not null))::int as excluded,
            (count(reply.reply_id) filter (where is_first and reply.is_withdrawn))::int as withdrawn,
            count(*)::int as events,
            (count(*) filter (where event_status.event_id is null))::int as waiting,
            (count(*) filter (where event_status.needs_person) + coalesce(sum(other.copies), 0))::int as need_attention
     from (
       select *, row_number() over (partition by consultation_id, reply_id order by arrival) = 1 as is_first
       from event
     ) as event
     left join event_status using (consultation_id, event_id, digest)
     join device using (device_id)
     left join reply on reply.consultation_id = event.consultation_id and reply.reply_id = event.reply_id
     left join batch on batch.consultation_id = reply.consultation_id and batch.batch_id = reply.batch_id
     left join (
       select consultation_id, event_id, count(*) as copies
       from event_conflict left join event_status using (consultation_id, event_id, digest)
       where needs_person is not false
       group by consultation_id, event_id
     ) as other on other.consultation_id = event.consultation_id and other.event_id = event.event_id
     group by device.unit_name, device.device_id, device.label, event.consultation_id, batch.batch_id,
              batch.number, batch.document_count
     order by device.unit_name, device.label, device.device_id, event.consultation_id, batch.number nulls last`,
  );
  return rows.map((row) => ({
    unitName: row.unit_name,
    deviceId: row.device_id,
    deviceLabel: row.label,
    consultationId: row.consultation_id,
    batchId: row.batch_id,
    batchNumber: row.number,
    documentCount: row.document_count,
    replies: row.replies,
    excluded: row.excluded,
    withdrawn: row.withdrawn,
    events: row.events,
    waiting: row.waiting,
    needAttention: row.need_attention,
  }));
}
