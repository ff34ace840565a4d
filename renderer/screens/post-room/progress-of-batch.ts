import type { Batch } from '../../../contract/records/batch.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { checkStateWords } from '../../components/desk-words.ts';

export interface BatchProgress {
  /** Always verified + toKeyAgain + toDecide. */
  readonly keyed: number;
  readonly verified: number;
  /** Being keyed again counts here. */
  readonly toKeyAgain: number;
  readonly toDecide: number;
  readonly sealed: number;
  /** Headquarters has them, or they lie in a file to carry. */
  readonly sent: number;
  readonly receipted: number;
  /** What keeps the batch from being sealed, in the order of the pile. */
  readonly waiting: readonly { readonly reply: Reply; readonly why: string }[];
}

/**
 * Where the replies of a batch stand behind keying, counted from the replies themselves.
 * @param carried how many lie in a file to carry and have no receipt yet
 */
export function progressOf(batch: Batch, replies: readonly Reply[], carried: number): BatchProgress {
  const isHere = batch.state === 'open';
  // What is sealed was verified, or keyed before anything was keyed again.
  const keyed = isHere ? replies.filter(({ state }) => state === 'keyed') : [];
  const count = (...states: readonly Reply['checkState'][]): number =>
    keyed.filter(({ checkState }) => states.includes(checkState)).length;
  return {
    keyed: batch.count.keyed,
    verified: isHere ? count('verified') : batch.count.keyed,
    toKeyAgain: count('to-key-again', 'being-keyed-again'),
    toDecide: count('to-decide'),
    sealed: replies.filter(({ state }) => state === 'sealed' || state === 'received').length,
    sent: batch.receipted + carried,
    receipted: batch.receipted,
    waiting: replies.flatMap((reply) => {
      const why = whyWaiting(reply);
      return why === null ? [] : [{ reply, why }];
    }),
  };
}

function whyWaiting({ state, checkState, openQueries }: Reply): string | null {
  const isKeyed = state === 'keyed';
  if (state === 'outstanding') return 'to key';
  if (isKeyed && checkState !== null && checkState !== 'verified') {
    return checkStateWords[checkState].toLowerCase();
  }
  return isKeyed && openQueries > 0 ? 'query' : null;
}

/** What a batch wants next that is logged and keyed to its end; null for others. A query may still bar the seal. */
export function wantedOfBatch({ state, count, documentCount, verified }: Batch): string | null {
  if (state !== 'open' || count.outstanding > 0 || count.received < documentCount) return null;
  return verified < count.keyed ? 'To verify' : 'To seal';
}
