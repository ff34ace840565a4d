import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import type { BatchId, PersonId } from '../../../contract/records/id.ts';
import type { CarriedSeries } from '../../../contract/sync/courier.ts';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/**
 * Of a `reply`: it is sealed, no receipt covers it, and its newest event lies in a file to carry. That is as much as
 * is known here of what is under way: over the wire, what was taken in has its receipt at once.
 */
export const IS_CARRIED = `reply.stage = 'sealed' AND EXISTS (
  SELECT 1 FROM stream_entry
  JOIN courier_file ON courier_file.device_id = stream_entry.device_id
  JOIN courier_file_series AS carried ON carried.courier_file = courier_file.number
    AND carried.epoch = stream_entry.epoch AND stream_entry.seq BETWEEN carried.from_seq AND carried.through_seq
  WHERE stream_entry.event_id =
    (SELECT event_id FROM event WHERE reply_id = reply.id ORDER BY revision DESC LIMIT 1))`;

/** How many replies of a batch lie in a file to carry and have no receipt yet. */
export function countCarried(db: ReadableDb, batchId: BatchId): number {
  return getRow<{ carried: number }>(
    db,
    `SELECT count(*) AS carried FROM reply WHERE reply.batch_id = @batchId AND ${IS_CARRIED}`,
    { batchId },
  )!.carried;
}

/** A courier file that was written and verified; `series` is what it carries. */
export interface WrittenFile {
  readonly deviceId: DeviceId;
  readonly fileName: string;
  readonly folder: string;
  readonly digest: Sha256;
  readonly sizeBytes: number;
  readonly replies: number;
  readonly events: number;
  readonly writtenBy: PersonId;
  readonly writtenAtMs: number;
  readonly series: readonly CarriedSeries[];
}

/** Keeps the slip of a file. @returns its number */
export function insertCourierFile(db: WritableDb, { series, ...file }: WrittenFile): number {
  const { number } = getRow<{ number: number }>(
    db,
    `INSERT INTO courier_file (device_id, file_name, folder, digest, size_bytes, replies, events, written_by,
       written_at_ms)
     VALUES (@deviceId, @fileName, @folder, @digest, @sizeBytes, @replies, @events, @writtenBy, @writtenAtMs)
     RETURNING number`,
    { ...file },
  )!;
  for (const stretch of series) {
    write(
      db,
      `INSERT INTO courier_file_series (courier_file, epoch, from_seq, through_seq)
       VALUES (@number, @epoch, @fromSeq, @throughSeq)`,
      { number, ...stretch },
    );
  }
  return number;
}

/** The folder that the last file was written into, null before the first. */
export function lastCourierFolder(db: ReadableDb): string | null {
  return (
    getRow<{ folder: string }>(db, 'SELECT folder FROM courier_file ORDER BY number DESC LIMIT 1')?.folder ??
    null
  );
}

interface SlipRow extends Omit<CourierSlip, 'series' | 'isReceipted'> {
  readonly isReceipted: number;
}

/** The newest slips first. */
export function listCourierSlips(db: ReadableDb, limit: number): CourierSlip[] {
  return allRows<SlipRow>(
    db,
    `SELECT file.number, file.file_name AS fileName, file.folder, file.size_bytes AS sizeBytes, file.replies,
       file.events, substr(file.digest, 1, 8) AS digestStart, file.written_at_ms AS writtenAtMs,
       person.full_name AS writtenBy, enrolment.unit_name AS unitName, file.device_id AS deviceId,
       enrolment.server_id AS serverId, enrolment.headquarters_url AS headquartersUrl,
       NOT EXISTS (SELECT 1 FROM courier_file_series AS series
         WHERE series.courier_file = file.number AND NOT EXISTS (SELECT 1
           FROM counting_receipt AS receipt
           WHERE receipt.device_id = file.device_id AND receipt.epoch = series.epoch
             AND receipt.through_seq >= series.through_seq)) AS isReceipted
     FROM courier_file AS file
     JOIN person ON person.id = file.written_by
     JOIN enrolment ON enrolment.device_id = file.device_id
     ORDER BY file.number DESC LIMIT @limit`,
    { limit },
  ).map((row) => ({ ...row, isReceipted: row.isReceipted === 1, series: readSeries(db, row.number) }));
}

function readSeries(db: ReadableDb, number: number): CarriedSeries[] {
  return allRows<CarriedSeries>(
    db,
    `SELECT epoch, from_seq AS fromSeq, through_seq AS throughSeq FROM courier_file_series
     WHERE courier_file = @number ORDER BY epoch`,
    { number },
  );
}
