import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import type { EventId } from '../../../contract/sync/ids.ts';
import type { ReceiptEntry, SignedReceipt } from '../../../contract/sync/receipt.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';
import type { StreamKey } from './streams.ts';

/** Keeps a receipt for ever. The store refuses one that isn't of this stream and its headquarters. */
export function insertReceipt(db: WritableDb, signed: SignedReceipt, storedAtMs: number): number {
  const { receipt, signature } = signed;
  const row = getRow<{ number: number }>(
    db,
    `INSERT INTO receipt (device_id, epoch, from_seq, through_seq, through_h, server_epoch, body, signature,
       stored_at_ms)
     VALUES (@deviceId, @epoch, @fromSeq, @throughSeq, @throughH, @serverEpoch, @body, @signature, @storedAtMs)
     RETURNING number`,
    {
      deviceId: receipt.deviceId,
      epoch: receipt.epoch,
      fromSeq: receipt.fromSeq,
      throughSeq: receipt.throughSeq,
      throughH: receipt.throughH,
      serverEpoch: receipt.serverEpoch,
      body: canonicalJson(receipt),
      signature,
      storedAtMs,
    },
  );
  return row!.number;
}

/** Through which place of a stream receipts of this life of headquarters reach; 0 where there is none. */
export function receiptedThrough(db: ReadableDb, stream: StreamKey, serverEpoch: number): number {
  return getRow<{ seq: number }>(
    db,
    `SELECT coalesce(max(through_seq), 0) AS seq FROM receipt
     WHERE device_id = @deviceId AND epoch = @epoch AND server_epoch = @serverEpoch`,
    { ...stream, serverEpoch },
  )!.seq;
}

/** The event at each place of a stretch, to compare a receipt with. */
export function readEventIds(
  db: ReadableDb,
  stream: StreamKey,
  range: { readonly fromSeq: number; readonly throughSeq: number },
): EventId[] {
  return allRows<{ event_id: EventId }>(
    db,
    `SELECT event_id FROM stream_entry
     WHERE device_id = @deviceId AND epoch = @epoch AND seq BETWEEN @fromSeq AND @throughSeq ORDER BY seq`,
    { ...stream, ...range },
  ).map((row) => row.event_id);
}

/** Records what headquarters says of an event now. */
export function putStanding(db: WritableDb, entry: ReceiptEntry, receiptNumber: number): void {
  write(
    db,
    `INSERT INTO event_standing (event_id, status, code, receipt_number)
     VALUES (@eventId, @status, @code, @receiptNumber)
     ON CONFLICT (event_id) DO UPDATE SET
       -- A duplicate is what was there before, and what became of that is known better already.
       status = iif(excluded.status IN ('duplicate', 'received'), status, excluded.status),
       code = iif(excluded.status IN ('duplicate', 'received'), code, excluded.code),
       receipt_number = excluded.receipt_number`,
    { eventId: entry.eventId, status: entry.status, code: entry.code, receiptNumber },
  );
}

/** A receipt as a list shows it. */
export interface StoredReceipt {
  readonly number: number;
  readonly epoch: number;
  readonly fromSeq: number;
  readonly throughSeq: number;
  /** The first eight digits of the chain value: enough to compare over a telephone. */
  readonly chainStart: string;
  /** Headquarters' own time, as it stands in the receipt. */
  readonly receivedAt: string;
  readonly storedAtMs: number;
}

/** The newest receipts first. */
export function listReceipts(db: ReadableDb, limit: number): StoredReceipt[] {
  return allRows<StoredReceipt>(
    db,
    `SELECT number, epoch, from_seq AS fromSeq, through_seq AS throughSeq, substr(through_h, 1, 8) AS chainStart,
       body ->> '$.receivedAt' AS receivedAt, stored_at_ms AS storedAtMs
     FROM receipt ORDER BY number DESC LIMIT @limit`,
    { limit },
  );
}

export function lastReceiptAtMs(db: ReadableDb): number | null {
  return getRow<{ at: number | null }>(db, 'SELECT max(stored_at_ms) AS at FROM receipt')!.at;
}

/** The number of the newest receipt, 0 where there is none: grows with each that is filed. */
export function lastReceiptNumber(db: ReadableDb): number {
  return getRow<{ number: number }>(db, 'SELECT coalesce(max(number), 0) AS number FROM receipt')!.number;
}
