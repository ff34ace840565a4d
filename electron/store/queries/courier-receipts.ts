import { canonicalJson } from '../../../contract/sync/canonical-json.ts';
import type { SignedReceipt } from '../../../contract/sync/receipt.ts';
import { getRow, type ReadableDb } from '../db.ts';

/** Whether this very receipt is kept here, and counts: it was brought before. */
export function isReceiptKept(db: ReadableDb, { receipt, signature }: SignedReceipt): boolean {
  const { deviceId, epoch, throughSeq } = receipt;
  return (
    getRow(
      db,
      `SELECT 1 FROM counting_receipt
       WHERE device_id = @deviceId AND epoch = @epoch AND through_seq = @throughSeq
         AND signature = @signature AND body = @body`,
      { deviceId, epoch, throughSeq, signature, body: canonicalJson(receipt) },
    ) !== undefined
  );
}

/** How many replies of this store are received. */
export function countReceivedReplies(db: ReadableDb): number {
  return getRow<{ received: number }>(db, 'SELECT coalesce(sum(receipted), 0) AS received FROM batch')!
    .received;
}
