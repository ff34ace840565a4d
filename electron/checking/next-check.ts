import type { ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../store/desk.ts';
import type { Pile } from '../store/queries/next-replies.ts';
import { findReplyToCheck, findUnfinishedCheck } from '../store/queries/second-keyings.ts';

/** What this person keys again now: first what they have open, then the next of the pile; null when nothing waits. */
export function nextCheck({ db, person }: Desk, pile: Pile): ReplyId | null {
  return findUnfinishedCheck(db, person.id, pile) ?? findReplyToCheck(db, person.id, pile);
}
