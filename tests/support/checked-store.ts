import { fieldId } from '../../contract/records/field-id.ts';
import { decide } from '../../electron/checking/decide.ts';
import { openKeying } from '../../electron/keying/open-keying.ts';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { keysAgainToTheEnd, keysFirst, plans } from './checked-replies.ts';
import { benAndCara } from './differing-replies.ts';
import { says } from './keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from './post-room.ts';

/**
 * A unit in which Ben has keyed, Cara has keyed again and Ann has decided: a batch of `size` that is verified (from 18
 * on enough was keyed twice to say something), and one that is half-way, with a reply that Ben has begun and not
 * finished.
 */
export async function prepareCheckedStore(desk: Desk, session: Session, size = 4): Promise<void> {
  loadBothConsultations(desk);
  plans(desk, { drawnPerThousand: 1000, mostWrong: 500 });
  const { ben, cara } = await benAndCara(desk, session);
  const resident = { type: says('resident') };
  const trader = { type: says('trader') };
  const whole = aBatch(desk, { consultationId: BENCHES, documentCount: size });
  for (let count = 0; count < size; count += 1) {
    const { id: replyId } = aReply(desk, whole);
    keysFirst(ben, replyId, resident);
    keysAgainToTheEnd(cara, replyId, count < 4 ? trader : resident, count === 3 ? resident : {});
    if (count >= 3) continue;
    const fault = (['first', 'second', 'two-ticks'] as const)[count]!;
    const choice = fault === 'first' ? 'second' : 'first';
    decide(desk, { replyId, field: fieldId('type'), choice, mark: null, fault });
  }
  const half = aBatch(desk, { consultationId: BENCHES, documentCount: 3, channel: 'email' });
  const [toDecide, toKeyAgain, begun] = [aReply(desk, half), aReply(desk, half), aReply(desk, half)];
  keysFirst(ben, toDecide.id, resident);
  keysAgainToTheEnd(cara, toDecide.id, trader);
  keysFirst(ben, toKeyAgain.id, resident);
  openKeying(ben, begun.id);
}
