import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { updateLogged } from '../store/queries/replies.ts';
import { demandReply, demandUnsealedReply } from './demand.ts';

/** Puts right what was logged of a reply. Serial, batch and date stay; the audit keeps what stood before. */
export function correctReply(desk: Desk, request: RequestOf<Calls['postroom']['correctReply']>): Reply {
  const { db, person } = desk;
  const { replyId, ...logged } = request;
  const reply = inTransaction(db, () => {
    const { kind, signatures, pages, enclosures } = demandUnsealedReply(db, replyId);
    updateLogged(db, replyId, logged);
    appendAudit(db, {
      atMs: desk.nowMs(),
      personId: person.id,
      act: 'postroom.correctReply',
      subject: replyId,
      details: { from: { kind, signatures, pages, enclosures }, to: logged },
    });
    return asMayBeSeen(desk, demandReply(db, replyId));
  });
  desk.announce({ topic: 'store-changed' });
  return reply;
}
