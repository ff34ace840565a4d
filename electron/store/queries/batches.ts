import type { Batch, BatchState, Channel } from '../../../contract/records/batch.ts';
import type { BatchId, ConsultationId, PersonId } from '../../../contract/records/id.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

interface BatchRow {
  readonly id: string;
  readonly consultation_id: string;
  readonly number: number;
  readonly channel: Channel;
  readonly received_date: string;
  readonly opened_by: string;
  readonly opened_by_name: string;
  readonly opened_at_ms: number;
  readonly document_count: number;
  readonly state: BatchState;
  readonly received: number;
  readonly keyed: number;
  readonly excluded: number;
  readonly outstanding: number;
  readonly verified: number;
  readonly first_serial: number | null;
  readonly last_serial: number | null;
  readonly receipted: number;
}

const selectBatches = `
  SELECT batch.id, batch.consultation_id, batch.number, batch.channel, batch.received_date, batch.opened_by,
    person.full_name AS opened_by_name, batch.opened_at_ms, batch.document_count, batch.state, batch.received,
    batch.keyed, batch.excluded, batch.outstanding, batch.verified, batch.receipted,
    (SELECT min(serial) FROM reply WHERE reply.batch_id = batch.id) AS first_serial,
    (SELECT max(serial) FROM reply WHERE reply.batch_id = batch.id) AS last_serial
  FROM batch
  JOIN person ON person.id = batch.opened_by`;

function fromRow(row: BatchRow): Batch {
  return {
    id: row.id as BatchId,
    consultationId: row.consultation_id as ConsultationId,
    number: row.number,
    channel: row.channel,
    receivedDate: row.received_date,
    openedBy: row.opened_by as PersonId,
    openedByName: row.opened_by_name,
    openedAtMs: row.opened_at_ms,
    documentCount: row.document_count,
    state: row.state,
    count: {
      received: row.received,
      keyed: row.keyed,
      excluded: row.excluded,
      outstanding: row.outstanding,
    },
    verified: row.verified,
    firstSerial: row.first_serial,
    lastSerial: row.last_serial,
    receipted: row.receipted,
  };
}

/** One batch with its adding-up line, or undefined where the store has none of this id. */
export function readBatch(db: ReadableDb, batchId: BatchId): Batch | undefined {
  const row = getRow<BatchRow>(db, `${selectBatches} WHERE batch.id = @batchId`, { batchId });
  return row && fromRow(row);
}

/** Which batches are asked for; an empty list of states means all of them. */
export interface BatchFilter {
  readonly consultationId: ConsultationId | null;
  readonly states: readonly BatchState[];
  readonly offset: number;
  readonly limit: number;
}

// The states come as one JSON list, so that the statement's text is the same for every choice.
const matchingBatches = `
  (@consultationId IS NULL OR batch.consultation_id = @consultationId)
  AND (@states = '[]' OR batch.state IN (SELECT value FROM json_each(@states)))`;

/** One page of the batches, newest first, and how many there are in all. */
export function listBatches(
  db: ReadableDb,
  filter: BatchFilter,
): { readonly total: number; readonly rows: Batch[] } {
  const { consultationId, offset, limit } = filter;
  const values = { consultationId, states: JSON.stringify(filter.states) };
  const total = getRow<{ total: number }>(
    db,
    `SELECT count(*) AS total FROM batch WHERE ${matchingBatches}`,
    values,
  );
  // A batch's id begins with the time of its making, so the order of ids is the order of opening.
  const rows = allRows<BatchRow>(
    db,
    `${selectBatches} WHERE ${matchingBatches} ORDER BY batch.id DESC LIMIT @limit OFFSET @offset`,
    { ...values, offset, limit },
  );
  return { total: total?.total ?? 0, rows: rows.map(fromRow) };
}

/** Adds an open batch without replies. */
export function insertBatch(
  db: WritableDb,
  batch: {
    readonly id: BatchId;
    readonly consultationId: ConsultationId;
    readonly number: number;
    readonly channel: Channel;
    readonly receivedDate: string;
    readonly openedBy: PersonId;
    readonly openedAtMs: number;
    readonly documentCount: number;
  },
): void {
  write(
    db,
    `INSERT INTO batch (id, consultation_id, number, channel, received_date, opened_by, opened_at_ms, document_count)
     VALUES (@id, @consultationId, @number, @channel, @receivedDate, @openedBy, @openedAtMs, @documentCount)`,
    { ...batch },
  );
}

/** Corrects how many replies the opener counted. The store refuses fewer than are logged. */
export function updateDocumentCount(db: WritableDb, batchId: BatchId, documentCount: number): void {
  write(db, `UPDATE batch SET document_count = @documentCount WHERE id = @batchId AND state = 'open'`, {
    batchId,
    documentCount,
  });
}
