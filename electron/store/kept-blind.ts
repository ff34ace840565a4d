import type { ReplyId } from '../../contract/records/id.ts';
import type { Query } from '../../contract/records/keying.ts';
import type { Reply, SenderPart } from '../../contract/records/reply.ts';
import { inTransaction } from './db.ts';
import type { Desk } from './desk.ts';
import { formOf } from './form.ts';
import { insertFirstValuesSeen, listNewlySeen } from './queries/first-values-seen.ts';
import { onlookerOf, readKeptBlind } from './queries/kept-blind.ts';
import { readFirstKeying } from './queries/keyings.ts';
import { countQueriesOfNoField } from './queries/queries.ts';
import { readRekeying } from './queries/rekeyings.ts';

// A second keyer is blind (keying.md): neither what the first keyed nor a sign of it is shown to anybody who may key
// the reply again; the conditions stand in queries/kept-blind.ts. Supervisors answer for the batch and may look. That
// somebody has seen it is noted where it is handed out, and from then on the store has others key it again. What is
// kept blind and what isn't, and why, is said in docs/quality.md.

type Looking = Pick<Desk, 'db' | 'person'>;

/** Whether what was keyed of a reply is kept from the person at the desk for now. */
export function isKeptBlind({ db, person }: Looking, replyId: ReplyId): boolean {
  return readKeptBlind(db, replyId, onlookerOf(person)).marks;
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

/**
 * A reply as a list may show it. A name, an organisation or a postcode that is keyed again is left out for whoever may
 * be the one to do it, a supervisor too: nobody reads a list to see one name, and everybody would have seen them all.
 * Queries about a mark aren't counted for whom their words are kept from: that there is one tells something.
 */
export function asMayBeSeen({ db, person }: Looking, reply: Reply): Reply {
  const named = senderParts.filter((part) => reply[part] !== '');
  if (named.length === 0 && reply.openQueries === 0) return reply;
  const kept = readKeptBlind(db, reply.id, onlookerOf(person));
  const keptBlind = kept.names ? named.filter((part) => drawnParts(db, reply.id).has(part)) : [];
  return {
    ...reply,
    ...Object.fromEntries(keptBlind.map((part) => [part, ''])),
    keptBlind,
    openQueries: kept.marks ? countQueriesOfNoField(db, reply.id) : reply.openQueries,
  };
}

const senderParts = ['name', 'organisation', 'postcode'] as const satisfies readonly SenderPart[];

/** What of the sender is keyed again. */
function drawnParts(db: Looking['db'], replyId: ReplyId): ReadonlySet<unknown> {
  const { byId } = formOf(db, readFirstKeying(db, replyId)!.packHash);
  return new Set(readRekeying(db, replyId)?.fields.map(({ id }) => byId.get(id)?.role));
}

/** Queries without those about a mark that is kept from the person at the desk: their words tell what the mark is. */
export function withoutBlindQueries(desk: Looking, queries: readonly Query[]): readonly Query[] {
  const blind = new Map<ReplyId, boolean>();
  return queries.filter(({ replyId, field }) => {
    if (field === null) return true;
    let isBlind = blind.get(replyId);
    if (isBlind === undefined) blind.set(replyId, (isBlind = isKeptBlind(desk, replyId)));
    return !isBlind;
  });
}
