import type { ReplyId } from '../../contract/records/id.ts';
import type { Query } from '../../contract/records/keying.ts';
import type { Reply } from '../../contract/records/reply.ts';
import type { RekeyPlan } from '../../contract/records/rekey-plan.ts';
import { inTransaction } from './db.ts';
import type { Desk } from './desk.ts';
import { formOf } from './form.ts';
import { insertFirstValuesSeen, listNewlySeen } from './queries/first-values-seen.ts';
import { readFirstKeying } from './queries/keyings.ts';
import { standingRekeyPlan } from './queries/rekey-plans.ts';
import { readRekeying } from './queries/rekeyings.ts';
import { readReply } from './queries/replies.ts';
import { hadAHandIn } from './queries/second-keyings.ts';

// A second keyer is blind (keying.md): what the first keyed is shown nowhere to anybody who may key the reply again,
// until it is verified. Supervisors see it, since they answer for the batch, unless they are the ones who key it again;
// and so does whoever keyed it first. Where only a sample is keyed again, the batch can still go to full: until it is
// sealed, whoever keyed the sample stays blind. That somebody has seen it is noted where it is handed out: from then on
// the store lets nobody but others key it again.

type Shown = Pick<Reply, 'id' | 'consultationId' | 'state' | 'checkState'>;

/** Whether what was keyed of a reply is kept from the person at the desk for now. */
export function isKeptBlind(desk: Pick<Desk, 'db' | 'person'>, reply: Shown): boolean {
  const { db, person } = desk;
  if (reply.state === 'sealed' || reply.state === 'received') return false;
  const isSecond = hadAHandIn(db, reply.id, person.id, 2);
  if (person.role === 'supervisor' && !isSecond) return false;
  const drawn = readRekeying(db, reply.id);
  if (reply.checkState === 'verified') {
    return isSecond && drawn !== undefined && !drawn.isInFull && drawn.plan.drawnPerThousand > 0;
  }
  // Not finished for the first time yet: what is drawn then follows the plan that stands.
  const isDrawn =
    drawn === undefined
      ? drawsAnything(standingRekeyPlan(db, reply.consultationId).plan)
      : drawn.fields.length > 0;
  return isDrawn && !hadAHandIn(db, reply.id, person.id, 1);
}

/** Notes that the person at the desk sees now what was first keyed of these replies; what is known isn't written. */
export function noteFirstValuesSeen({ db, person, announce }: Desk, replyIds: readonly ReplyId[]): void {
  const newly = listNewlySeen(db, replyIds, person.id);
  if (newly.length === 0) return;
  inTransaction(db, () => {
    for (const replyId of newly) insertFirstValuesSeen(db, replyId, person.id);
  });
  // What waits for this person to be keyed again is less by these.
  announce({ topic: 'store-changed' });
}

function drawsAnything({ always, drawnPerThousand, newKeyerBatches }: RekeyPlan): boolean {
  return always === 'closed' || always.length > 0 || drawnPerThousand > 0 || newKeyerBatches > 0;
}

/**
 * Replies as a list may show them: a name, an organisation or a postcode that is to be keyed again is left out where
 * what was keyed is kept from the person at the desk. It is still found by what is in it.
 */
export function withBlindNames(desk: Pick<Desk, 'db' | 'person'>, replies: readonly Reply[]): Reply[] {
  return replies.map((reply) => {
    const hasNames = reply.name !== '' || reply.organisation !== '' || reply.postcode !== '';
    if (!hasNames || !isKeptBlind(desk, reply)) return reply;
    const { byId } = formOf(desk.db, readFirstKeying(desk.db, reply.id)!.packHash);
    const drawn = readRekeying(desk.db, reply.id)?.fields ?? [];
    const roles = new Set(drawn.map(({ id }) => byId.get(id)?.role));
    return {
      ...reply,
      name: roles.has('name') ? '' : reply.name,
      organisation: roles.has('organisation') ? '' : reply.organisation,
      postcode: roles.has('postcode') ? '' : reply.postcode,
    };
  });
}

/** Queries without those about a mark that is kept from the person at the desk: their words tell what the mark is. */
export function withoutBlindQueries(
  desk: Pick<Desk, 'db' | 'person'>,
  queries: readonly Query[],
): readonly Query[] {
  const blind = new Map<ReplyId, boolean>();
  return queries.filter(({ replyId, field }) => {
    if (field === null) return true;
    let isBlind = blind.get(replyId);
    if (isBlind === undefined)
      blind.set(replyId, (isBlind = isKeptBlind(desk, readReply(desk.db, replyId)!)));
    return !isBlind;
  });
}
