import { useParams } from '@tanstack/react-router';
import type { ReplyId } from '../../../contract/records/id.ts';
import { KeyingOfReply } from '../keying/keying-of-reply.tsx';
import type { KeyingWay } from '../keying/keying-way.ts';
import { ChooseCheck } from './choose-check.tsx';
import { finishCheck } from './finish-check.ts';
import { openCheck } from './open-check.ts';
import '../keying/keying.css';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const secondKeying: KeyingWay = {
  title: 'Checking',
  to: '/checking',
  elsewhere: 'What else waits to be keyed again',
  open: openCheck,
  finish: finishCheck,
};

/** `/checking`: what is next. `/checking/…`: one reply, keyed again. An address is input, as in keying. */
export function CheckingScreen() {
  const { replyId } = useParams({ strict: false });
  return replyId !== undefined && UUID.test(replyId) ? (
    <KeyingOfReply replyId={replyId as ReplyId} way={secondKeying} />
  ) : (
    <ChooseCheck />
  );
}
