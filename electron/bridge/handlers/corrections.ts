import { PostbagError } from '../../../contract/errors.ts';
import type { ReplyId } from '../../../contract/records/id.ts';
import type { Desk } from '../../store/desk.ts';
import { readReply } from '../../store/queries/replies.ts';
import type { HandlersOf } from '../handler.ts';

// Declared, and not done yet: every reply is refused as one that is not sealed.
export const correctionHandlers: HandlersOf<'corrections'> = {
  open: (desk, { replyId }) => notSealed(desk, replyId),
  revise: (desk, { replyId }) => notSealed(desk, replyId),
  withdraw: (desk, { replyId }) => notSealed(desk, replyId),
};

function notSealed({ db }: Desk, replyId: ReplyId): never {
  const reply = readReply(db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  throw new PostbagError('REPLY_NOT_SEALED', { serialLabel: reply.serialLabel });
}
