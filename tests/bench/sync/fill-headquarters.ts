import type { Database } from '../../../headquarters/database/database.ts';

/**
 * Fills headquarters with so many replies of another computer, as if they had been sent and read: by SQL, since a
 * million would take too long any other way. Sizes are those of real events; what is in them nobody reads.
 */
export async function fillEvents({ pool }: Database, howMany: number): Promise<void> {
  const client = await pool.connect();
  try {
    // Made up again if lost: no need to wait for the disk, which would be most of the time.
    await client.query(`set synchronous_commit = off`);
    await client.query(`
      create temp table filler as
      select 'cws-2007' as consultation_id, uuidv7() as event_id, uuidv7() as reply_id,
             sha256(n::text::bytea) as digest, n
      from generate_series(1, ${howMany}) as n`);
    await client.query(`
      insert into event (consultation_id, event_id, reply_id, kind, digest, bytes, device_id)
      select consultation_id, event_id, reply_id, 'create', digest, decode(repeat(encode(digest, 'hex'), 80), 'hex'),
             '01890a5d-ac96-774b-bcce-b30209900009'
      from filler`);
    await client.query(`
      insert into stream_entry (device_id, epoch, seq, h, consultation_id, event_id, digest)
      select '01890a5d-ac96-774b-bcce-b30209900009', (select coalesce(max(epoch), 0) + 1 from stream_entry
               where device_id = '01890a5d-ac96-774b-bcce-b30209900009'),
             n, digest, consultation_id, event_id, digest
      from filler`);
    await client.query(`
      insert into event_status (consultation_id, event_id, digest, reply_id, status, needs_person)
      select consultation_id, event_id, digest, reply_id, 'applied', false from filler`);
    await client.query(`
      insert into reply (consultation_id, reply_id, device_id, event_id, digest, arrival, revision, batch_id,
                         serial_label, kind, is_late, pack_hash, is_withdrawn)
      select consultation_id, reply_id, '01890a5d-ac96-774b-bcce-b30209900009', event_id, digest, n, 1,
             '01890a5d-ac96-774b-bcce-b30209900008', 'FIL-' || n, 'questionnaire', false, digest, false
      from filler`);
    await client.query('drop table filler');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    client.release();
  }
}
