import { PostbagError } from '../../contract/errors.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import type { FormerMark } from '../../contract/records/keying.ts';
import type { Desk } from '../store/desk.ts';
import { isKeptBlind, noteFirstValuesSeen } from '../store/kept-blind.ts';
import { readFormerMarks } from '../store/queries/marks.ts';
import { readReply } from '../store/queries/replies.ts';

/**
 * What stood in a reply's fields before they were corrected, oldest first; nothing for whoever may key it again, and
 * that others see it is noted.
 * @throws PostbagError REPLY_UNKNOWN
 */
export function formerMarks(desk: Desk, replyId: ReplyId): FormerMark[] {
  if (readReply(desk.db, replyId) === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  if (isKeptBlind(desk, replyId)) return [];
  noteFirstValuesSeen(desk, [replyId]);
  return readFormerMarks(desk.db, replyId);
}
