import type { ChannelOfDay, DaySheet, DoneOfDay } from '../../../contract/records/day-sheet.ts';
import type { BatchId, ConsultationId, ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import { IS_CARRIED } from './courier-files.ts';

/** Where the replies of a consultation stand, by channel; from the batches' own counts but for what is to be decided. */
export function readChannelsOfDay(db: ReadableDb, consultationId: ConsultationId): ChannelOfDay[] {
  return allRows<Omit<ChannelOfDay, 'toKeyAgain' | 'sent'> & { readonly carried: number }>(
    db,
    `SELECT batch.channel, sum(batch.received) AS received, sum(batch.keyed) AS keyed, sum(batch.excluded) AS excluded,
       sum(batch.outstanding) AS outstanding,
       -- What is sealed was verified, or keyed before anything was keyed again.
       sum(iif(batch.state = 'open', batch.verified, batch.keyed)) AS verified,
       (SELECT count(*) FROM reply
          JOIN batch AS of_reply ON of_reply.id = reply.batch_id
          JOIN keying ON keying.reply_id = reply.id AND keying.pass = 2 AND keying.finished_at_ms IS NOT NULL
          WHERE reply.consultation_id = @consultationId AND reply.place = 'keyed' AND reply.is_verified = 0
            AND reply.stage = 'here' AND of_reply.channel = batch.channel) AS toDecide,
       sum(iif(batch.state = 'open', 0, batch.received)) AS sealed,
       sum(batch.receipted) AS receipted,
       (SELECT count(*) FROM reply JOIN batch AS of_reply ON of_reply.id = reply.batch_id
          WHERE reply.consultation_id = @consultationId AND of_reply.channel = batch.channel
            AND ${IS_CARRIED}) AS carried
     FROM batch WHERE batch.consultation_id = @consultationId
     GROUP BY batch.channel ORDER BY batch.channel`,
    { consultationId },
  ).map(({ carried, ...row }) => ({
    ...row,
    toKeyAgain: row.keyed - row.verified - row.toDecide,
    sent: row.receipted + carried,
  }));
}

/** What was done in a period, each kind counted by the replies or the differences that it was done to. */
export function readDoneOfDay(
  db: ReadableDb,
  period: { readonly consultationId: ConsultationId; readonly fromMs: number; readonly toMs: number },
): DoneOfDay[] {
  return allRows<DoneOfDay>(
    db,
    `SELECT batch.channel, sum(act = 'logged') AS logged, sum(act = 'keyed') AS keyed,
       sum(act = 'keyed-again') AS keyedAgain, sum(act = 'decided') AS decided, sum(act = 'sealed') AS sealed
     FROM (
       SELECT 'logged' AS act, id AS reply_id FROM reply WHERE consultation_id = @consultationId
         AND logged_at_ms >= @fromMs AND logged_at_ms < @toMs
       UNION ALL
       SELECT 'keyed', keying.reply_id FROM keying JOIN reply ON reply.id = keying.reply_id
         WHERE reply.consultation_id = @consultationId AND keying.pass = 1
           AND keying.finished_at_ms >= @fromMs AND keying.finished_at_ms < @toMs
       UNION ALL
       SELECT 'keyed-again', keying.reply_id FROM keying JOIN reply ON reply.id = keying.reply_id
         WHERE reply.consultation_id = @consultationId AND keying.pass = 2
           -- One that goes on in full was done all the same.
           AND keying.last_finished_at_ms >= @fromMs AND keying.last_finished_at_ms < @toMs
       UNION ALL
       SELECT 'decided', decision.reply_id FROM decision JOIN reply ON reply.id = decision.reply_id
         WHERE reply.consultation_id = @consultationId AND decision.choice <> 'taken-back'
           AND decision.decided_at_ms >= @fromMs AND decision.decided_at_ms < @toMs
       UNION ALL
       SELECT 'sealed', reply_id FROM event WHERE consultation_id = @consultationId AND kind = 'create'
         AND sealed_at_ms >= @fromMs AND sealed_at_ms < @toMs
     ) AS done
     JOIN reply ON reply.id = done.reply_id
     JOIN batch ON batch.id = reply.batch_id
     GROUP BY batch.channel ORDER BY batch.channel`,
    period,
  );
}

/** The outstanding reply that was received first. */
export function readOldestOutstanding(
  db: ReadableDb,
  consultationId: ConsultationId,
): DaySheet['oldestOutstanding'] {
  const row = getRow<{
    reply_id: ReplyId;
    serial_prefix: string;
    serial: number;
    batch_id: BatchId;
    batch_number: number;
    received_date: string;
  }>(
    db,
    `SELECT reply.id AS reply_id, consultation.serial_prefix, reply.serial, reply.batch_id,
       batch.number AS batch_number, reply.received_date
     FROM reply
     JOIN batch ON batch.id = reply.batch_id
     JOIN consultation ON consultation.id = reply.consultation_id
     WHERE reply.consultation_id = @consultationId AND reply.place = 'outstanding'
     ORDER BY reply.received_date, reply.serial LIMIT 1`,
    { consultationId },
  );
  return row === undefined
    ? null
    : {
        replyId: row.reply_id,
        serialLabel: serialLabel(row.serial_prefix, row.serial),
        batchId: row.batch_id,
        batchNumber: row.batch_number,
        receivedDate: row.received_date,
      };
}
