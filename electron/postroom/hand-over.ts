import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { handOverKeying, listHalfKeyed } from '../store/queries/hand-overs.ts';
import { readPerson } from '../store/queries/people.ts';
import { demandOpenBatch } from './demand.ts';

type HandOver = Calls['postroom']['handOver'];

/**
 * Gives everything half-keyed of a batch to one person, in one step: what was keyed is kept, and he goes on where it
 * was left. What he may not take, because he keyed the other pass of that reply or has seen it, stays where it is and
 * is named.
 * @throws PostbagError BATCH_UNKNOWN, BATCH_SEALED, PERSON_UNKNOWN
 */
export function handOver(desk: Desk, { batchId, toPersonId }: RequestOf<HandOver>): ReplyOf<HandOver> {
  const { db, person } = desk;
  const done = inTransaction(db, () => {
    const batch = demandOpenBatch(db, batchId);
    const to = readPerson(db, toPersonId);
    if (to === undefined || !to.isActive) throw new PostbagError('PERSON_UNKNOWN', {});
    const half = listHalfKeyed(db, batchId, toPersonId);
    const atMs = desk.nowMs();
    const taken = half.filter(({ mayTake }) => mayTake);
    for (const { keyingId, replyId, personId: fromPerson } of taken) {
      handOverKeying(db, { keyingId, fromPerson, toPerson: toPersonId, handedBy: person.id, atMs });
      appendAudit(db, {
        atMs,
        personId: person.id,
        act: 'postroom.handOver',
        subject: replyId,
        details: { batch: batch.number, from: fromPerson, to: toPersonId },
      });
    }
    const left = half.filter(({ mayTake }) => !mayTake);
    return {
      handed: taken.map(({ serialLabel }) => serialLabel),
      left: left.map(({ serialLabel }) => serialLabel),
    };
  });
  desk.announce({ topic: 'store-changed' });
  return done;
}
