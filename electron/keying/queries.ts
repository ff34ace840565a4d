import type { RequestOf } from '../../contract/bridge/call.ts';
import type { queryCalls } from '../../contract/bridge/keying.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { QueryId } from '../../contract/records/id.ts';
import type { Query } from '../../contract/records/keying.ts';
import { mayAssign, whyNotClose } from '../../contract/rules/query-owner.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { noteFirstValuesSeen, withoutBlindQueries } from '../store/kept-blind.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  closeQuery as writeClosed,
  insertQuery,
  readAllQueries,
  readOpenQueries,
  readQueriesOfReply,
  readQuery,
  reopenQuery as writeReopened,
  setQueryOwner,
} from '../store/queries/queries.ts';
import { readPerson } from '../store/queries/people.ts';
import { readReply } from '../store/queries/replies.ts';

type QueryCalls = typeof queryCalls;

/**
 * The queries of one reply in the order of raising, or of the whole store for whoever supervises. Those about a mark
 * that the person at the desk may still key again are left out; that others see them is noted, since their words tell
 * what the mark is.
 */
export function listQueries(desk: Desk, { replyId, isOpenOnly }: RequestOf<QueryCalls['list']>): Query[] {
  const all = isOpenOnly ? readOpenQueries : readAllQueries;
  const found = replyId === null ? all(desk.db) : readQueriesOfReply(desk.db, replyId);
  const shown = withoutBlindQueries(desk, found).filter((query) => !isOpenOnly || query.closedAtMs === null);
  noteFirstValuesSeen(
    desk,
    shown.filter(({ field }) => field !== null).map((query) => query.replyId),
  );
  return shown;
}

/**
 * A person asks for somebody to look: a tick against its comment, a threat, anything odd. The same query sent again,
 * because an answer was lost, is raised once.
 * @throws PostbagError REPLY_UNKNOWN, REPLY_SEALED, QUERY_RAISED_OTHERWISE
 */
export function raiseQuery(desk: Desk, { queryId: id, ...request }: RequestOf<QueryCalls['raise']>): Query {
  const earlier = readQuery(desk.db, id);
  if (earlier !== undefined) {
    const { replyId, field, kind, text } = request;
    const isSame =
      earlier.replyId === replyId &&
      earlier.field === field &&
      earlier.kind === kind &&
      earlier.text === text;
    if (!isSame) throw new PostbagError('QUERY_RAISED_OTHERWISE', {});
    return earlier;
  }
  const reply = readReply(desk.db, request.replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  return change(desk, 'queries.raise', id, { kind: request.kind }, () =>
    insertQuery(desk.db, {
      ...request,
      id,
      raisedBy: desk.person.id,
      raisedAtMs: desk.nowMs(),
      isByCheck: false,
    }),
  );
}

/**
 * Closing what is closed leaves the first reason standing.
 * @throws PostbagError QUERY_UNKNOWN, QUERY_OF_ANOTHER, SUPERVISOR_ONLY, DUPLICATE_KEYED_BY_YOU
 */
export function closeQuery(desk: Desk, { queryId, reason }: RequestOf<QueryCalls['close']>): Query {
  const query = demandQuery(desk, queryId);
  if (query.closedAtMs !== null) return query;
  const whyNot = whyNotClose(query, desk.person);
  if (whyNot === 'supervisor') throw new PostbagError('SUPERVISOR_ONLY', {});
  if (whyNot === 'second-person')
    throw new PostbagError('DUPLICATE_KEYED_BY_YOU', { serialLabel: query.serialLabel });
  if (whyNot === 'owner') throw new PostbagError('QUERY_OF_ANOTHER', { ownerName: query.ownerName! });
  return change(desk, 'queries.close', queryId, { reason }, () =>
    writeClosed(desk.db, {
      queryId,
      closedBy: desk.person.id,
      closedAtMs: desk.nowMs(),
      reason,
      isByCheck: false,
    }),
  );
}

/**
 * Makes an open query somebody's, or with null anybody's; one that is closed stays as it is.
 * @throws PostbagError QUERY_UNKNOWN, QUERY_OF_ANOTHER, SUPERVISOR_ONLY, PERSON_UNKNOWN
 */
export function assignQuery(desk: Desk, { queryId, ownerId }: RequestOf<QueryCalls['assign']>): Query {
  const query = demandQuery(desk, queryId);
  if (query.closedAtMs !== null || query.ownerId === ownerId) return query;
  if (!mayAssign(query, desk.person, ownerId)) {
    throw query.ownerId === null || query.ownerId === desk.person.id
      ? new PostbagError('SUPERVISOR_ONLY', {})
      : new PostbagError('QUERY_OF_ANOTHER', { ownerName: query.ownerName! });
  }
  if (ownerId !== null && !readPerson(desk.db, ownerId)?.isActive) {
    throw new PostbagError('PERSON_UNKNOWN', {});
  }
  return change(desk, 'queries.assign', queryId, { from: query.ownerId, to: ownerId }, () =>
    setQueryOwner(desk.db, queryId, ownerId),
  );
}

/** @throws PostbagError QUERY_UNKNOWN, REPLY_SEALED */
export function reopenQuery(desk: Desk, { queryId }: RequestOf<QueryCalls['reopen']>): Query {
  const query = demandQuery(desk, queryId);
  if (query.closedAtMs === null) return query;
  // Nobody could act on it any more: what is sealed is put right by a correction.
  const reply = readReply(desk.db, query.replyId)!;
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  return change(desk, 'queries.reopen', queryId, {}, () => writeReopened(desk.db, queryId, query.text));
}

function demandQuery(desk: Desk, queryId: QueryId): Query {
  const query = readQuery(desk.db, queryId);
  if (query === undefined) throw new PostbagError('QUERY_UNKNOWN', {});
  return query;
}

function change(
  desk: Desk,
  act: string,
  queryId: QueryId,
  details: Readonly<Record<string, unknown>>,
  work: () => void,
): Query {
  const query = inTransaction(desk.db, () => {
    work();
    appendAudit(desk.db, {
      atMs: desk.nowMs(),
      personId: desk.person.id,
      act,
      subject: queryId,
      details,
    });
    return readQuery(desk.db, queryId)!;
  });
  desk.announce({ topic: 'store-changed' });
  return query;
}
