import type { Limits } from '../../contract/sync/limits.ts';
import type { StreamHead } from '../../contract/sync/stream-head.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { beginLife, readLife } from '../store/queries/headquarters-life.ts';
import { receiptedThrough } from '../store/queries/receipts.ts';
import { readLastLink, readLink } from '../store/queries/streams.ts';
import type { BegunBecause, StreamKey } from '../store/queries/streams.ts';
import { askHead } from './ask-head.ts';
import { Refused } from './ask-headquarters.ts';
import { NoAnswer } from './fetch-answer.ts';
import { beginEpoch } from './place-events.ts';
import { takeReceipt } from './take-receipt.ts';

/** Where a run begins to send: the stream, the place after headquarters' head, and what headquarters takes. */
export interface Start {
  readonly stream: StreamKey;
  readonly serverEpoch: number;
  readonly fromSeq: number;
  readonly limits: Limits;
}

/** A store that was copied to many computers finds many epochs taken; more than this many is no accident. */
const mostNewEpochs = 50;

/** Headquarters may be restored while it is asked, once or twice. */
const mostNewLives = 5;

/**
 * Asks headquarters what it has (S6) until both sides agree: receipts whose answer was lost are fetched, and where
 * the stream can't go on as it is, the next epoch begins (S7). Where headquarters was restored, what it receipted
 * before counts no longer, and is receipted again or offered again.
 *
 * @throws {NoAnswer} {Refused} PostbagError RECEIPT_INVALID
 */
export async function agreeOnHead(
  desk: Desk,
  enrolment: Enrolment,
  current: StreamKey,
  signal: AbortSignal,
): Promise<Start> {
  const { db } = desk;
  let stream = current;
  let newLives = 0;
  for (let newEpochs = 0; newEpochs <= mostNewEpochs;) {
    const { serverEpoch } = readLife(db);
    const through = receiptedThrough(db, stream);
    const head = await askHead(enrolment, stream, { after: through }, signal);
    // It says that it lives anew, or lacks what it gave a receipt for: either way it was restored (S7).
    if (head.serverEpoch !== serverEpoch || head.head.seq < through) {
      // Counted, so that one that says another life each time isn't asked for ever.
      newLives += 1;
      if (newLives > mostNewLives) throw new Refused('SERVER_CHANGED', {});
      inTransaction(db, () => beginLife(db, head.serverEpoch));
      desk.announce({ topic: 'store-changed' });
      continue;
    }
    const begunBecause = whyNewEpoch(db, stream, head);
    if (begunBecause !== null) {
      stream = beginEpoch(db, stream, { begunBecause, begunAtMs: desk.nowMs() });
      newEpochs += 1;
    } else if (head.receipt === null) {
      if (head.head.seq > through) throw new NoAnswer('it has more than it gives a receipt for');
      return { stream, serverEpoch, fromSeq: head.head.seq + 1, limits: head.limits };
    } else {
      const expected = { serverEpoch, fromSeq: through + 1, throughSeq: null };
      takeReceipt(desk, enrolment, stream, expected, head.receipt);
    }
  }
  throw new Refused('FORK', {});
}

/** Why the stream can't go on, or null: it is frozen, or headquarters has more of it than this store, or else. */
function whyNewEpoch(
  db: ReadableDb,
  stream: StreamKey,
  { head, isFrozen }: StreamHead,
): Exclude<BegunBecause, 'enrolled'> | null {
  if (isFrozen) return 'fork';
  const last = readLastLink(db, stream)?.seq ?? 0;
  if (head.seq > last) return 'restored';
  return head.seq > 0 && readLink(db, stream, head.seq)?.h !== head.h ? 'fork' : null;
}
