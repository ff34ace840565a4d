import { listReplies } from '../../postroom/list-replies.ts';
import { showReply, showStanding } from '../../postroom/show-reply.ts';
import type { HandlersOf } from '../handler.ts';

export const replyHandlers: HandlersOf<'replies'> = {
  find: listReplies,
  show: showReply,
  standing: showStanding,
};
