import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import type { DeviceId } from '../../../contract/sync/ids.ts';
import type { Receipt, SignedReceipt } from '../../../contract/sync/receipt.ts';
import { allRows, getRow, write, writeAny, type ReadableDb, type WritableDb } from '../db.ts';
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

/** Through which place of a stream receipts that count reach (S7); 0 where there is none. */
export function receiptedThrough(db: ReadableDb, stream: StreamKey): number {
  return getRow<{ seq: number }>(
    db,
    `SELECT coalesce(max(through_seq), 0) AS seq FROM counting_receipt
     WHERE device_id = @deviceId AND epoch = @epoch`,
    { ...stream },
  )!.seq;
}

/**
 * When a word takes the place of the one that is written down: the newer one does, by headquarters' own number and
 * not by when it came (S12). Under one number both say the same, and one of them may say it less exactly.
 */
const isNewer = (
  word: string,
): string => `(event_standing.as_of IS NULL OR ${word}.as_of > event_standing.as_of
  OR (${word}.as_of = event_standing.as_of AND ${word}.status NOT IN ('received', 'duplicate')))`;

/** What is written down then: that it is a duplicate says that all is well with it, which *applied* says better. */
const asSaid = (word: string): string => `
  status = iif(${word}.status = 'duplicate' AND event_standing.as_of IS NOT NULL
    AND event_standing.status = 'applied' AND event_standing.code IS NULL, 'applied', ${word}.status),
  code = ${word}.code, as_of = ${word}.as_of`;

/** Each event of a receipt's stretches, with what it says of it. */
const each = (receipt: string): string => `json_each(${receipt}, '$.standings') AS said
  CROSS JOIN stream_entry ON stream_entry.device_id = ${receipt} ->> '$.deviceId'
    AND stream_entry.epoch = ${receipt} ->> '$.epoch'
    AND stream_entry.seq BETWEEN said.value ->> '$.fromSeq' AND said.value ->> '$.throughSeq'`;

/** Records what a receipt that was just kept says of its events. */
export function putStandings(db: WritableDb, receiptNumber: number): void {
  writeAny(
    db,
    `INSERT INTO event_standing (event_id, status, code, as_of, receipt_number)
     SELECT stream_entry.event_id, said.value ->> '$.status', said.value ->> '$.code',
       receipt.body ->> '$.asOf', receipt.number
     FROM receipt CROSS JOIN ${each('receipt.body')}
     WHERE receipt.number = @receiptNumber
     ON CONFLICT (event_id) DO UPDATE SET ${asSaid('excluded')}, receipt_number = excluded.receipt_number
     WHERE ${isNewer('excluded')}`,
    { receiptNumber },
  );
}

/**
 * A receipt speaks by the chain for events that it doesn't list: they are there, and what became of them is to be
 * asked.
 */
export function putUnlisted(
  db: WritableDb,
  receiptNumber: number,
  stretch: StreamKey & { readonly fromSeq: number; readonly throughSeq: number },
): void {
  writeAny(
    db,
    `INSERT INTO event_standing (event_id, status, receipt_number)
     SELECT event_id, 'received', @receiptNumber FROM stream_entry
     WHERE device_id = @deviceId AND epoch = @epoch AND seq BETWEEN @fromSeq AND @throughSeq
     ON CONFLICT (event_id) DO NOTHING`,
    { receiptNumber, ...stretch },
  );
}

/** Records what a receipt that isn't kept says of received events, through a place and no further; of how many. */
export function updateStandings(db: WritableDb, receipt: Receipt, throughSeq: number): number {
  return writeAny(
    db,
    // Put over what stands there, event by event from the receipt's stretches: an UPDATE walks all that ever was.
    `INSERT INTO event_standing (event_id, status, code, as_of, receipt_number)
     SELECT stream_entry.event_id, said.value ->> '$.status', said.value ->> '$.code', @receipt ->> '$.asOf',
       known.receipt_number
     FROM ${each('@receipt')}
     CROSS JOIN event_standing AS known ON known.event_id = stream_entry.event_id
     WHERE stream_entry.seq <= @throughSeq
     ON CONFLICT (event_id) DO UPDATE SET ${asSaid('excluded')} WHERE ${isNewer('excluded')}`,
    { receipt: JSON.stringify(receipt), throughSeq },
  );
}

/** Where an event stands of which headquarters may still say something else. */
export interface OpenPlace extends StreamKey {
  readonly seq: number;
}

/**
 * The places of received events of which headquarters will say more, in the order of this device's series: not read
 * yet, held, for a person to look at, or never asked about in this life of it (S11).
 */
export function readOpenPlaces(db: ReadableDb, deviceId: DeviceId): OpenPlace[] {
  return allRows<OpenPlace>(
    db,
    // Each event is looked up by its id (the + keeps SQLite from walking the whole series for each), and how far
    // receipts reach is asked once: of thousands of events, that was most of a send.
    `WITH covered AS MATERIALIZED (
       SELECT epoch, max(through_seq) AS through_seq FROM counting_receipt
       WHERE device_id = @deviceId GROUP BY epoch)
     SELECT device_id AS deviceId, max(stream_entry.epoch) AS epoch, seq
     FROM event_standing
     CROSS JOIN stream_entry ON stream_entry.event_id = event_standing.event_id
     CROSS JOIN covered ON covered.epoch = stream_entry.epoch AND covered.through_seq >= stream_entry.seq
     WHERE (event_standing.status <> 'applied' OR event_standing.code IS NOT NULL OR event_standing.as_of IS NULL)
       AND +stream_entry.device_id = @deviceId
     GROUP BY event_standing.event_id ORDER BY 2, 3`,
    { deviceId },
  );
}

/** How far receipts that count reach in each of this device's series that they reach into, in order. */
export function readCovered(db: ReadableDb, deviceId: DeviceId): OpenPlace[] {
  return allRows<OpenPlace>(
    db,
    `SELECT device_id AS deviceId, epoch, max(through_seq) AS seq FROM counting_receipt
     WHERE device_id = @deviceId GROUP BY epoch ORDER BY epoch`,
    { deviceId },
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

/** How far headquarters' newest verified backup reaches in a stream; null: it has said nothing in this life. */
export function backedUpThrough(db: ReadableDb, stream: StreamKey): number | null {
  return (
    getRow<{ seq: number }>(
      db,
      'SELECT through_seq AS seq FROM backed_up WHERE device_id = @deviceId AND epoch = @epoch',
      { ...stream },
    )?.seq ?? null
  );
}

/** A backup reaches further and never less far within one life: a receipt that says less is an older one. */
export function putBackedUpThrough(db: WritableDb, stream: StreamKey, throughSeq: number): void {
  write(
    db,
    `INSERT INTO backed_up (device_id, epoch, through_seq) VALUES (@deviceId, @epoch, @throughSeq)
     ON CONFLICT (device_id, epoch) DO UPDATE SET through_seq = max(through_seq, excluded.through_seq)`,
    { deviceId: stream.deviceId, epoch: stream.epoch, throughSeq },
  );
}

export function lastReceiptAtMs(db: ReadableDb): number | null {
  return getRow<{ at: number | null }>(db, 'SELECT max(stored_at_ms) AS at FROM receipt')!.at;
}

/** The number of the newest receipt, 0 where there is none: grows with each that is filed. */
export function lastReceiptNumber(db: ReadableDb): number {
  return getRow<{ number: number }>(db, 'SELECT coalesce(max(number), 0) AS number FROM receipt')!.number;
}
