import { literal, rowsOf } from '../cursor.ts';
import type { ReadableDb } from '../database.ts';

/** A reply that counts, as it is exported; `bytes` are those of its document. */
export interface ReplyToExport {
  readonly unit_name: string;
  readonly device_id: string;
  readonly flag: string | null;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** The replies of a consultation that count, by their ids. */
export function repliesToExport(db: ReadableDb, consultationId: string): AsyncGenerator<ReplyToExport> {
  return rowsOf<ReplyToExport>(
    db,
    'replies',
    `select device.unit_name, reply.device_id, status.code as flag, encode(reply.digest, 'hex') as digest,
            coalesce(event.bytes, other.bytes) as bytes
     from reply
     join device using (device_id)
     join event_status as status using (consultation_id, event_id, digest)
     left join event using (consultation_id, event_id, digest)
     left join event_conflict as other using (consultation_id, event_id, digest)
     where reply.consultation_id = ${literal(consultationId)} and not reply.is_withdrawn
     order by reply.consultation_id, reply.reply_id`,
    50,
  );
}

/** Whether headquarters has anything of a consultation: an event or a pack. */
export async function knowsConsultation(db: ReadableDb, consultationId: string): Promise<boolean> {
  const { rows } = await db.query<{ is_known: boolean }>(
    `select exists (select from event where consultation_id = $1)
         or exists (select from consultation_pack where consultation_id = $1) as is_known`,
    [consultationId],
  );
  return rows[0]!.is_known;
}
