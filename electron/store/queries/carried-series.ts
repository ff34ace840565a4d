import type { CarriedSeries } from '../../../contract/sync/courier.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';

/**
 * What of a device's streams no receipt that counts covers, the oldest epoch first (S17). An earlier
 * epoch's stretch is left out where later epochs hold every event of it again: after a fork headquarters takes nothing
 * more into the earlier one, and would say so each time.
 */
export function readUnreceiptedSeries(db: ReadableDb, deviceId: DeviceId): CarriedSeries[] {
  return allRows<CarriedSeries>(
    db,
    `WITH series AS (
       SELECT epoch,
         1 + coalesce((SELECT max(receipt.through_seq) FROM counting_receipt AS receipt
           WHERE receipt.device_id = stream.device_id AND receipt.epoch = stream.epoch), 0) AS from_seq,
         (SELECT max(seq) FROM stream_entry
           WHERE stream_entry.device_id = stream.device_id AND stream_entry.epoch = stream.epoch) AS through_seq
       FROM stream WHERE device_id = @deviceId)
     SELECT epoch, from_seq AS fromSeq, through_seq AS throughSeq FROM series
     WHERE from_seq <= through_seq AND EXISTS (
       SELECT 1 FROM stream_entry AS entry
       WHERE entry.device_id = @deviceId AND entry.epoch = series.epoch AND entry.seq >= series.from_seq
         AND NOT EXISTS (SELECT 1 FROM stream_entry AS later
           WHERE later.event_id = entry.event_id AND later.device_id = @deviceId AND later.epoch > entry.epoch))
     ORDER BY epoch`,
    { deviceId },
  );
}

/** How much a stretch of a stream is; bytes are those of the documents. */
export interface SeriesAmount {
  readonly events: number;
  readonly replies: number;
  readonly bytes: number;
}

export function readSeriesAmount(db: ReadableDb, deviceId: DeviceId, series: CarriedSeries): SeriesAmount {
  return getRow<SeriesAmount>(
    db,
    `SELECT count(*) AS events, count(DISTINCT event.reply_id) AS replies,
       coalesce(sum(length(event.bytes)), 0) AS bytes
     FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id
     WHERE stream_entry.device_id = @deviceId AND stream_entry.epoch = @epoch
       AND stream_entry.seq BETWEEN @fromSeq AND @throughSeq`,
    { deviceId, ...series },
  )!;
}
