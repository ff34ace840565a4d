import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { keyTheRestOfTakenBack } from '../store/key-the-rest-again.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { verifyIfDone } from '../store/queries/rekeyings.ts';
import { setTakenBack } from '../store/queries/replies.ts';
import { demandReply, demandUnsealedReply } from './demand.ts';

/** Undoes an exclusion: the reply goes back to where it was. One that isn't excluded stays as it is. */
export function takeBackReply(desk: Desk, request: RequestOf<Calls['postroom']['takeBack']>): Reply {
  const { db, person } = desk;
  const { replyId } = request;
  const reply = inTransaction(db, () => {
    const before = demandUnsealedReply(db, replyId);
    if (before.state !== 'excluded') return before;
    setTakenBack(db, replyId);
    keyTheRestOfTakenBack(db, replyId);
    verifyIfDone(db, replyId);
    const after = demandReply(db, replyId);
    appendAudit(db, {
      atMs: desk.nowMs(),
      personId: person.id,
      act: 'postroom.takeBack',
      subject: replyId,
      details: { to: after.state, ...before.exclusion },
    });
    return after;
  });
  desk.announce({ topic: 'store-changed' });
  return asMayBeSeen(desk, reply);
}
