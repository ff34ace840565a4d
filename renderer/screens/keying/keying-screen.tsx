import { useParams } from '@tanstack/react-router';
import type { ReplyId } from '../../../contract/records/id.ts';
import { ChooseWork } from './choose-work.tsx';
import { finishReply } from './finish-reply.ts';
import { KeyingOfReply } from './keying-of-reply.tsx';
import type { KeyingWay } from './keying-way.ts';
import { openDesk } from './open-desk.ts';
import './keying.css';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const firstKeying: KeyingWay = {
  title: 'Keying',
  to: '/keying',
  elsewhere: 'What else waits to be keyed',
  open: openDesk,
  finish: finishReply,
};

/** `/keying`: what is next. `/keying/…`: one reply. An address is input: anything else is as if nothing was there. */
export function KeyingScreen() {
  const { replyId } = useParams({ strict: false });
  return replyId !== undefined && UUID.test(replyId) ? (
    <KeyingOfReply replyId={replyId as ReplyId} way={firstKeying} />
  ) : (
    <ChooseWork />
  );
}
