import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { setExcluded } from '../store/queries/replies.ts';
import { demandReply, demandUnsealedReply } from './demand.ts';

/** Sets a reply aside with a reason. It stays received and counted; what was keyed of it is kept. */
export function excludeReply(desk: Desk, request: RequestOf<Calls['postroom']['exclude']>): Reply {
  const { db, person } = desk;
  const { replyId, reason, note } = request;
  const reply = inTransaction(db, () => {
    const before = demandUnsealedReply(db, replyId);
    if (before.state === 'excluded') {
      throw new PostbagError('REPLY_EXCLUDED', { serialLabel: before.serialLabel });
    }
    setExcluded(db, replyId, { reason, note });
    appendAudit(db, {
      atMs: desk.nowMs(),
      personId: person.id,
      act: 'postroom.exclude',
      subject: replyId,
      details: { from: before.state, reason, note },
    });
    return asMayBeSeen(desk, demandReply(db, replyId));
  });
  desk.announce({ topic: 'store-changed' });
  return reply;
}
