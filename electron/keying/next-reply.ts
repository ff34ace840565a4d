import type { ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../store/desk.ts';
import { findUnbegunReply, findUnfinishedReply, type Pile } from '../store/queries/next-replies.ts';

/** What this person keys now: first what they have open, then the next of the pile; null when nothing waits. */
export function nextReply(desk: Desk, pile: Pile): ReplyId | null {
  return findUnfinishedReply(desk.db, desk.person.id, pile) ?? findUnbegunReply(desk.db, pile);
}
