import type { NewSeries } from '../../../contract/bridge/sending.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { allRows, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';
import type { StreamKey } from './streams.ts';

/**
 * That a series had to be begun anew. `placeNumber`: the copy or the restore of this store for which it was; null where
 * it was what headquarters has.
 */
export function insertSeriesNotice(db: WritableDb, stream: StreamKey, placeNumber: number | null): void {
  write(
    db,
    `INSERT INTO series_notice (device_id, epoch, place_number) VALUES (@deviceId, @epoch, @placeNumber)`,
    { ...stream, placeNumber },
  );
}

/** What people are told until a supervisor has read it: every series begun anew, the newest first. */
export function listNewSeries(db: ReadableDb): NewSeries[] {
  return allRows<NewSeries>(
    db,
    `SELECT stream.device_id AS deviceId, stream.epoch, stream.begun_at_ms AS begunAtMs,
       CASE WHEN store_place.why = 'restored' THEN 'put-back' WHEN store_place.why = 'copied' THEN 'copied'
         WHEN stream.begun_because = 'restored' THEN 'more-there' ELSE 'other-there' END AS because
     FROM series_notice
     JOIN stream ON stream.device_id = series_notice.device_id AND stream.epoch = series_notice.epoch
     JOIN enrolment ON enrolment.device_id = stream.device_id
     LEFT JOIN store_place ON store_place.number = series_notice.place_number
     WHERE series_notice.read_by IS NULL
     ORDER BY enrolment.number DESC, stream.epoch DESC`,
  );
}

/** These were read, and nothing that has come since. */
export function markSeriesRead(db: WritableDb, series: readonly StreamKey[], readBy: PersonId): void {
  writeAny(
    db,
    `UPDATE series_notice SET read_by = @readBy
     WHERE read_by IS NULL AND (device_id, epoch) IN (SELECT value ->> 0, value ->> 1 FROM json_each(@series))`,
    { readBy, series: JSON.stringify(series.map(({ deviceId, epoch }) => [deviceId, epoch])) },
  );
}
