import type { Batch } from '../../contract/records/batch.ts';
import type { Mark } from '../../contract/records/mark.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { openKeying } from '../../electron/keying/open-keying.ts';
import { sealBatch } from '../../electron/sealing/seal-batch.ts';
import { allRows, type ReadableDb } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { readBatch } from '../../electron/store/queries/batches.ts';
import { keysToTheEnd, says } from './keyed-replies.ts';
import { aBatch, aReply, BENCHES } from './post-room.ts';

// Batches that are ready to go, in the words of a test.

/** A full batch of the invented consultation, every reply of it keyed through the keying calls. */
export function aKeyedBatch(
  desk: Desk,
  size: number,
  marks: Readonly<Record<string, Mark>> = {},
): { readonly batch: Batch; readonly replies: readonly Reply[] } {
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: size });
  const replies = Array.from({ length: size }, (_, index) => {
    const reply = aReply(desk, batch);
    keysToTheEnd(desk, openKeying(desk, reply.id), { name: says(`Invented Sender ${index + 1}`), ...marks });
    return reply;
  });
  return { batch: readBatch(desk.db, batch.id)!, replies };
}

/** The same, sealed. */
export function aSealedBatch(desk: Desk, size: number): Batch {
  return sealBatch(desk, { batchId: aKeyedBatch(desk, size).batch.id });
}

/** What is sealed in a store, in the order of sealing. */
export interface SealedRow {
  readonly event_id: string;
  readonly reply_id: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

export function sealedRows(db: ReadableDb): SealedRow[] {
  return allRows<SealedRow>(db, 'SELECT event_id, reply_id, digest, bytes FROM event ORDER BY number');
}
