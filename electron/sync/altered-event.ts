import { PostbagError } from '../../contract/errors.ts';
import type { ReadableDb } from '../store/db.ts';
import { readReply } from '../store/queries/replies.ts';
import { readPlaced } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { sha256 } from '../store/sha256.ts';

/**
 * Why what stands at a place can't be sent nor carried: its document is no longer what was sealed, by the digest that
 * was kept with it (S1). Null where it is, and so whoever refuses it has another reason.
 */
export function whyAltered(db: ReadableDb, place: StreamKey & { readonly seq: number }): AlteredEvent | null {
  const placed = readPlaced(db, place, place.seq);
  if (placed === null || sha256(placed.bytes) === placed.digest) return null;
  return new PostbagError('SEALED_ALTERED', { serialLabel: readReply(db, placed.replyId)!.serialLabel });
}

export type AlteredEvent = PostbagError<'SEALED_ALTERED'>;
