import { v7 as uuidv7 } from 'uuid';
import { QueryId, type ReplyId } from '../../contract/records/id.ts';
import type { WantedQuery } from '../../contract/rules/check-queries.ts';
import type { Desk } from './desk.ts';
import {
  closeQuery,
  insertQuery,
  readCheckQueries,
  reopenQuery,
  setQueryText,
  type CheckQuery,
} from './queries/queries.ts';

/** What a query says that the program closed because whoever keyed put the mark right. */
export const PUT_RIGHT_KEYING = 'Put right while keying.';

/**
 * Brings the queries that the checks raised into line with what the checks want now, within `isInScope`. A
 * cause has one query for as long as it stands: it is raised once, closed when the cause is gone, opened
 * again when it comes back. What a person closed stays closed, because a person has looked.
 * Runs inside the caller's transaction.
 * @param whyClosed what is said of a query whose cause is gone
 * @returns the ids of what was raised or opened again
 */
export function settleQueries(
  desk: Desk,
  replyId: ReplyId,
  wanted: readonly WantedQuery[],
  whyClosed: string,
  isInScope: (query: Pick<CheckQuery, 'field' | 'kind'>) => boolean = () => true,
): readonly QueryId[] {
  const atMs = desk.nowMs();
  const standing = readCheckQueries(desk.db, replyId).filter(isInScope);
  const opened: QueryId[] = [];
  for (const want of wanted.filter(isInScope)) {
    const found = standing.find((query) => query.kind === want.kind && query.field === want.field);
    if (found === undefined) {
      const id = QueryId.parse(uuidv7());
      insertQuery(desk.db, {
        id,
        replyId,
        ...want,
        raisedBy: desk.person.id,
        raisedAtMs: atMs,
        isByCheck: true,
      });
      opened.push(id);
    } else if (found.standing === 'closed-by-check') {
      reopenQuery(desk.db, found.id, want.text);
      opened.push(found.id);
    } else if (found.standing === 'open' && found.text !== want.text) {
      setQueryText(desk.db, found.id, want.text);
    }
  }
  for (const query of standing) {
    const isWanted = wanted.some((want) => want.kind === query.kind && want.field === query.field);
    if (isWanted || query.standing !== 'open') continue;
    closeQuery(desk.db, {
      queryId: query.id,
      closedBy: desk.person.id,
      closedAtMs: atMs,
      reason: whyClosed,
      isByCheck: true,
    });
  }
  return opened;
}
