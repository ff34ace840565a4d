import { v7 as uuidv7 } from 'uuid';
import type { RequestOf } from '../../contract/bridge/call.ts';
import type { queryCalls } from '../../contract/bridge/keying.ts';
import { PostbagError } from '../../contract/errors.ts';
import { QueryId } from '../../contract/records/id.ts';
import type { Query } from '../../contract/records/keying.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import {
  closeQuery as writeClosed,
  insertQuery,
  readAllQueries,
  readOpenQueries,
  readQueriesOfReply,
  readQuery,
  reopenQuery as writeReopened,
} from '../store/queries/queries.ts';
import { readReply } from '../store/queries/replies.ts';

type QueryCalls = typeof queryCalls;

/** The queries of one reply in the order of raising, or of the whole store for whoever supervises. */
export function listQueries(desk: Desk, { replyId, isOpenOnly }: RequestOf<QueryCalls['list']>): Query[] {
  if (replyId === null) return isOpenOnly ? readOpenQueries(desk.db) : readAllQueries(desk.db);
  const queries = readQueriesOfReply(desk.db, replyId);
  return isOpenOnly ? queries.filter((query) => query.closedAtMs === null) : queries;
}

/**
 * A person asks for somebody to look: a tick against its comment, a threat, anything odd.
 * @throws PostbagError REPLY_UNKNOWN, REPLY_SEALED
 */
export function raiseQuery(desk: Desk, request: RequestOf<QueryCalls['raise']>): Query {
  const reply = readReply(desk.db, request.replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  const id = QueryId.parse(uuidv7());
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

/** @throws PostbagError QUERY_UNKNOWN. Closing what is closed leaves the first reason standing. */
export function closeQuery(desk: Desk, { queryId, reason }: RequestOf<QueryCalls['close']>): Query {
  const query = demandQuery(desk, queryId);
  if (query.closedAtMs !== null) return query;
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

/** @throws PostbagError QUERY_UNKNOWN */
export function reopenQuery(desk: Desk, { queryId }: RequestOf<QueryCalls['reopen']>): Query {
  const query = demandQuery(desk, queryId);
  if (query.closedAtMs === null) return query;
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
