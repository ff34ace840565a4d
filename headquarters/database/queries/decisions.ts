import type { DecisionKind } from '../../../contract/headquarters/work.ts';
import { assertRowCount } from './affected.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { keysOf } from './projection.ts';
import type { ReplyKey } from './projection.ts';

/** A decision as the projection reads it. */
export interface DecisionRow extends ReplyKey {
  readonly number: number;
  readonly eventId: string;
  readonly digest: string;
  readonly what: DecisionKind;
  readonly code: string | null;
  /** The arrival of the newest event that the person could know of. */
  readonly newestArrival: number;
}

/** All decisions about events of these replies, in the order in which they were made. */
export async function decisionsAbout(
  db: ReadableDb,
  replies: readonly ReplyKey[],
): Promise<readonly DecisionRow[]> {
  const { rows } = await db.query<{
    consultation_id: string;
    reply_id: string;
    number: string;
    event_id: string;
    digest: string;
    what: DecisionKind;
    code: string | null;
    newest_arrival: string;
  }>(
    `select consultation_id, reply_id, number, event_id, encode(digest, 'hex') as digest, what, code, newest_arrival
     from unnest($1::text[], $2::uuid[]) as asked (consultation_id, reply_id)
     join decision using (consultation_id, reply_id)
     order by number`,
    keysOf(replies),
  );
  return rows.map((row) => ({
    consultationId: row.consultation_id,
    replyId: row.reply_id,
    number: Number(row.number),
    eventId: row.event_id,
    digest: row.digest,
    what: row.what,
    code: row.code,
    newestArrival: Number(row.newest_arrival),
  }));
}

/** Adds a decision. There is no query that changes or removes one. */
export async function addDecision(
  db: WritableDb,
  decision: Omit<DecisionRow, 'number'> & { readonly reason: string; readonly by: string },
): Promise<void> {
  const result = await db.query(
    `insert into decision (consultation_id, event_id, digest, reply_id, code, newest_arrival, what, reason, by)
     values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8, $9)`,
    [
      decision.consultationId,
      decision.eventId,
      decision.digest,
      decision.replyId,
      decision.code,
      decision.newestArrival,
      decision.what,
      decision.reason,
      decision.by,
    ],
  );
  assertRowCount(result, 1);
}
