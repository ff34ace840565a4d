import { showReply } from '../../postroom/show-reply.ts';
import type { HandlersOf } from '../handler.ts';

export const replyHandlers: HandlersOf<'replies'> = {
  find: (desk, asked) => desk.reader.ask('findReplies', asked),
  show: showReply,
};
