import type { DecisionKind } from '../../contract/headquarters/work.ts';
import { transaction } from '../database/database.ts';
import type { Database, WritableDb } from '../database/database.ts';
import { addDecision } from '../database/queries/decisions.ts';
import { holdProjection } from '../database/queries/projection.ts';
import { eventStandings } from '../database/queries/work.ts';
import type { EventStanding } from '../database/queries/work.ts';
import { projectReplies } from '../projection/project-replies.ts';
import { mayDecide } from './may-decide.ts';

/** What somebody decides. Without `digest`, that of the only item of this event that can be meant. */
export interface NewDecision {
  readonly consultationId?: string | undefined;
  readonly eventId: string;
  readonly digest?: string | undefined;
  readonly what: DecisionKind;
  readonly reason: string;
  readonly by: string;
  /** What the person saw, where they decide by a list that may have grown old. */
  readonly seen?: Pick<EventStanding, 'code'> & { readonly asOf: number };
}

/** Nothing was decided; the message says why and what to do. */
export class NotDecidedError extends Error {
  /** GONE: there is nothing to decide about it (any more). NOT_THIS: not in this way. SEVERAL: which is meant? CHANGED: it is another matter by now. */
  readonly code: 'GONE' | 'NOT_THIS' | 'SEVERAL' | 'CHANGED';

  constructor(code: NotDecidedError['code'], message: string) {
    super(message);
    this.name = 'NotDecidedError';
    this.code = code;
  }
}

/**
 * Adds a decision and lets it take effect at once: the reply is folded again with it, and devices learn of it in their
 * next receipts. Decisions are added and never taken back; a later one about the same event counts instead.
 *
 * @returns how the event stands now.
 * @throws {NotDecidedError}
 */
export async function decideWork(database: Database, decision: NewDecision): Promise<EventStanding> {
  return await transaction(database, async (db) => {
    await holdProjection(db);
    const standing = chosen(await eventStandings(db, decision.eventId), decision);
    const may = mayDecide(standing.code, standing.kind);
    if (may.length === 0)
      throw new NotDecidedError('GONE', 'Nothing is to be decided about this event. Nothing was changed.');
    if (isChanged(standing, decision.seen))
      throw new NotDecidedError('CHANGED', 'It has changed since it was looked at. Nothing was changed.');
    if (!may.includes(decision.what)) {
      throw new NotDecidedError(
        'NOT_THIS',
        `About ${standing.code} one can only ${may.join(' or ')}. Nothing was changed.`,
      );
    }
    const { what, reason, by } = decision;
    await addDecision(db, { ...standing, what, reason, by });
    await projectReplies(db, [standing]);
    return await standingNow(db, standing);
  });
}

/** Whether something came, or was decided, that the person didn't see: to decide would put that aside unseen. */
function isChanged(standing: EventStanding, seen: NewDecision['seen']): boolean {
  return seen !== undefined && (standing.code !== seen.code || standing.newestArrival > seen.asOf);
}

/** Which of the contents that came under one id is meant. */
function chosen(standings: readonly EventStanding[], decision: NewDecision): EventStanding {
  const { consultationId, digest } = decision;
  const possible = standings.filter(
    (one) =>
      (consultationId === undefined || one.consultationId === consultationId) &&
      (digest === undefined || one.digest.startsWith(digest)),
  );
  const waiting = possible.filter((one) => one.needsPerson);
  const meant = possible.length > 1 && waiting.length > 0 ? waiting : possible;
  if (meant.length > 1) {
    const digests = meant.map((one) => one.digest.slice(0, 8)).join(', ');
    throw new NotDecidedError(
      'SEVERAL',
      `Several contents came under this id: ${digests}. Say which is meant.`,
    );
  }
  if (meant[0] === undefined) {
    throw new NotDecidedError(
      'GONE',
      `Headquarters has read no event ${decision.eventId}. Nothing was changed.`,
    );
  }
  return meant[0];
}

async function standingNow(db: WritableDb, before: EventStanding): Promise<EventStanding> {
  const now = await eventStandings(db, before.eventId);
  return now.find(
    ({ consultationId, digest }) => consultationId === before.consultationId && digest === before.digest,
  )!;
}
