import type { BatchStanding, ReplyPart } from '../../../contract/headquarters/arrived.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { ReadableDb } from '../database.ts';
import { repliesWithParts } from './reply-parts.ts';

interface Row {
  readonly unit_name: string;
  readonly device_id: DeviceId;
  readonly device_label: string;
  readonly consultation_id: string;
  readonly batch_id: string | null;
  readonly number: number | null;
  readonly channel: string | null;
  readonly received_date: string | null;
  readonly document_count: number | null;
  readonly received: number;
  readonly applied: number;
  readonly set_aside: number;
  readonly withdrawn: number;
  readonly rejected: number;
  readonly person: number;
  readonly waiting: number;
}

/** Where every batch stands, by unit, consultation and number; what isn't filed in a batch comes last of its own. */
export async function listBatchStandings(db: ReadableDb): Promise<readonly BatchStanding[]> {
  const { rows } = await db.query<Row>(
    `select unit_name, device_id, device_label, consultation_id, batch_id, number, channel,
            received_date::text, document_count, count(*)::int as received,
            (count(*) filter (where part = 'applied'))::int as applied,
            (count(*) filter (where part = 'set-aside'))::int as set_aside,
            (count(*) filter (where part = 'withdrawn'))::int as withdrawn,
            (count(*) filter (where part = 'rejected'))::int as rejected,
            (count(*) filter (where part = 'person'))::int as person,
            (count(*) filter (where part = 'waiting'))::int as waiting
     from ${repliesWithParts}
     group by unit_name, device_id, device_label, consultation_id, batch_id, number, channel, received_date,
              document_count
     order by unit_name, consultation_id, number nulls last, device_label, device_id, batch_id`,
  );
  const missing = await missingSerials(db);
  return rows.map((row) => ({
    unitName: row.unit_name,
    deviceId: row.device_id,
    deviceLabel: row.device_label,
    consultationId: row.consultation_id,
    batchId: row.batch_id,
    batchNumber: row.number,
    channel: row.channel,
    receivedDate: row.received_date,
    counted: row.document_count,
    received: row.received,
    parts: partsOf(row),
    missingSerials: missing.get(`${row.consultation_id} ${row.batch_id}`) ?? [],
  }));
}

const partsOf = (row: Row): Record<ReplyPart, number> => ({
  applied: row.applied,
  'set-aside': row.set_aside,
  withdrawn: row.withdrawn,
  rejected: row.rejected,
  person: row.person,
  waiting: row.waiting,
});

/**
 * Which serials lie between two neighbours of the same batch and aren't here. A serial between two batches could
 * belong to either, and isn't named. By consultation and batch.
 */
async function missingSerials(db: ReadableDb): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{
    consultation_id: string;
    batch_id: string;
    prefix: string;
    digits: number;
    first: string;
    last: string;
  }>(
    `select consultation_id, batch_id, prefix, digits, serial + 1 as first, next_serial - 1 as last
     from (
       select consultation_id, batch_id, prefix, digits, serial,
              lead(serial) over in_order as next_serial, lead(batch_id) over in_order as next_batch_id
       from (
         select reply.consultation_id, reply.batch_id, device.unit_name,
                regexp_replace(serial_label, '[0-9]+$', '') as prefix,
                length(substring(serial_label from '[0-9]+$')) as digits,
                substring(serial_label from '[0-9]{1,15}$')::bigint as serial
         from reply join device using (device_id)
         where serial_label ~ '[0-9]$'
       ) as numbered
       window in_order as (partition by consultation_id, unit_name, prefix order by serial)
     ) as neighbours
     where next_batch_id = batch_id and next_serial > serial + 1
     order by consultation_id, batch_id, serial`,
  );
  const named = new Map<string, string[]>();
  for (const { consultation_id, batch_id, prefix, digits, first, last } of rows) {
    const label = (serial: string): string => `${prefix}${serial.padStart(digits, '0')}`;
    const gap = first === last ? label(first) : `${label(first)} to ${label(last)}`;
    const key = `${consultation_id} ${batch_id}`;
    named.set(key, [...(named.get(key) ?? []), gap]);
  }
  return named;
}
