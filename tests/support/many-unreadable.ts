import type { Database } from '../../headquarters/database/database.ts';

/** Lets `count` events stand on the work list that can't be read, as if a computer had sent them in this order. */
export async function storeUnreadable(
  { pool }: Pick<Database, 'pool'>,
  from: { readonly deviceId: string; readonly consultationId: string },
  count: number,
): Promise<void> {
  await pool.query(
    `with stored as (
       insert into event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id)
       select $1, gen_random_uuid(), gen_random_uuid(), 'create', sha256(number::text::bytea), 'x', $2
       from generate_series(1, $3::int) as number
       returning consultation_id, event_id, digest, reply_id
     )
     insert into event_status (consultation_id, event_id, digest, reply_id, status, code, detail, needs_person)
     select consultation_id, event_id, digest, reply_id, 'quarantined', 'INVALID', 'The text is not JSON.', true
     from stored`,
    [from.consultationId, from.deviceId, count],
  );
}
