import { PostbagError } from '../../contract/errors.ts';
import type { Batch } from '../../contract/records/batch.ts';
import type { BatchId, ReplyId } from '../../contract/records/id.ts';
import type { Reply } from '../../contract/records/reply.ts';
import type { ReadableDb } from '../store/db.ts';
import { readBatch } from '../store/queries/batches.ts';
import { readReply } from '../store/queries/replies.ts';

// What each act of the post room demands before it begins. The store would refuse too; this says why in the
// catalogue's words.

/** @throws PostbagError BATCH_UNKNOWN */
export function demandBatch(db: ReadableDb, batchId: BatchId): Batch {
  const batch = readBatch(db, batchId);
  if (batch === undefined) throw new PostbagError('BATCH_UNKNOWN', {});
  return batch;
}

/** @throws PostbagError BATCH_UNKNOWN, BATCH_SEALED */
export function demandOpenBatch(db: ReadableDb, batchId: BatchId): Batch {
  const batch = demandBatch(db, batchId);
  if (batch.state !== 'open') throw new PostbagError('BATCH_SEALED', { number: batch.number });
  return batch;
}

/** @throws PostbagError REPLY_UNKNOWN */
export function demandReply(db: ReadableDb, replyId: ReplyId): Reply {
  const reply = readReply(db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  return reply;
}

/** @throws PostbagError REPLY_UNKNOWN, REPLY_SEALED */
export function demandUnsealedReply(db: ReadableDb, replyId: ReplyId): Reply {
  const reply = demandReply(db, replyId);
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  return reply;
}
