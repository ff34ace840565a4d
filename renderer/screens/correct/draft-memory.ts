import type { ReplyId } from '../../../contract/records/id.ts';
import { pipe } from '../../bridge.ts';
import type { Draft } from './draft.ts';

// A correction that somebody went away from, until it is sealed or put back. In the window's memory only, and gone
// with whoever was signed in: it holds what people wrote.

interface Kept {
  readonly draft: Draft;
  readonly reason: string;
}

const kept = new Map<string, Kept>();

pipe.on((announcement) => {
  if (announcement.topic === 'session-changed') kept.clear();
});

/** A draft belongs to the revision that it corrects; over a newer one it would be written blindly. */
const keyOf = (replyId: ReplyId, revision: number): string => `${replyId} ${revision}`;

export function draftOf(replyId: ReplyId, revision: number): Kept {
  return kept.get(keyOf(replyId, revision)) ?? { draft: {}, reason: '' };
}

export function keepDraft(replyId: ReplyId, revision: number, now: Kept): void {
  if (Object.keys(now.draft).length === 0 && now.reason === '') kept.delete(keyOf(replyId, revision));
  else kept.set(keyOf(replyId, revision), now);
}
