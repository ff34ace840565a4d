import { useParams } from '@tanstack/react-router';
import type { ReplyId } from '../../../contract/records/id.ts';
import { ChooseWork } from './choose-work.tsx';
import { KeyingOfReply } from './keying-of-reply.tsx';
import './keying.css';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/keying`: what is next. `/keying/…`: one reply. An address is input: anything else is as if nothing was there. */
export function KeyingScreen() {
  const { replyId } = useParams({ strict: false });
  return replyId !== undefined && UUID.test(replyId) ? (
    <KeyingOfReply replyId={replyId as ReplyId} />
  ) : (
    <ChooseWork />
  );
}
