import type { ReplyDocument, WithdrawalDocument } from '../../../contract/records/reply-document.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Files the batch that a document names; the first document to name it says what it is. */
export async function fileBatch(db: WritableDb, deviceId: string, document: ReplyDocument): Promise<void> {
  const { batch, consultation } = document;
  await db.query(
    `insert into batch (consultation_id, batch_id, device_id, number, channel, received_date, document_count)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (consultation_id, batch_id) do nothing`,
    [
      consultation.id,
      batch.id,
      deviceId,
      batch.number,
      batch.channel,
      batch.receivedDate,
      batch.documentCount,
    ],
  );
}

function values(document: ReplyDocument): readonly unknown[] {
  return [
    document.consultation.id,
    document.replyId,
    document.event.id,
    document.event.revision,
    document.batch.id,
    document.serial.label,
    document.kind,
    document.signatures,
    document.isLate,
    document.exclusion?.reason ?? null,
  ];
}

/** Adds a reply; answers false where another event has created it already. */
export async function createReply(db: WritableDb, document: ReplyDocument): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into reply (consultation_id, reply_id, event_id, revision, batch_id, serial_label, kind, signatures,
                        is_late, exclusion_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (consultation_id, reply_id) do nothing`,
    values(document),
  );
  return rowCount === 1;
}

/** Puts a revision in the place of the event that it replaces; answers false where that isn't the present one. */
export async function reviseReply(db: WritableDb, document: ReplyDocument): Promise<boolean> {
  const { rowCount } = await db.query(
    `update reply set event_id = $3, revision = $4, batch_id = $5, serial_label = $6, kind = $7, signatures = $8,
                      is_late = $9, exclusion_reason = $10, is_withdrawn = false
     where consultation_id = $1 and reply_id = $2 and event_id = $11 and revision = $4 - 1`,
    [...values(document), document.event.replaces],
  );
  return rowCount === 1;
}

/** Takes a reply back; answers false where the event that it replaces isn't the present one. */
export async function withdrawReply(db: WritableDb, document: WithdrawalDocument): Promise<boolean> {
  const { rowCount } = await db.query(
    `update reply set event_id = $3, revision = $4, is_withdrawn = true
     where consultation_id = $1 and reply_id = $2 and event_id = $5 and revision = $4 - 1`,
    [
      document.consultation.id,
      document.replyId,
      document.event.id,
      document.event.revision,
      document.event.replaces,
    ],
  );
  return rowCount === 1;
}

/** The revision at which a reply stands; null where it isn't there. */
export async function replyRevision(
  db: ReadableDb,
  consultationId: string,
  replyId: string,
): Promise<number | null> {
  const { rows } = await db.query<{ revision: number }>(
    'select revision from reply where consultation_id = $1 and reply_id = $2',
    [consultationId, replyId],
  );
  return rows[0]?.revision ?? null;
}
