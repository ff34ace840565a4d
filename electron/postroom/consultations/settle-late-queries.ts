import { v7 as newId } from 'uuid';
import { QueryId, type ConsultationId } from '../../../contract/records/id.ts';
import { latenessWords } from '../../../contract/rules/lateness.ts';
import type { Desk } from '../../store/desk.ts';
import { readLatenessToSettle, type LatenessOfReply } from '../../store/queries/late-queries.ts';
import { closeQuery, insertQuery, reopenQuery, setQueryText } from '../../store/queries/queries.ts';

/**
 * After the closing date has moved: closes the queries on replies that are in time now, and raises or opens those
 * on replies that are late now, with the date that holds. What a person closed stays closed, because a person
 * has looked. Runs inside the caller's transaction.
 */
export function settleLateQueries(
  desk: Desk,
  consultationId: ConsultationId,
  closesOn: string,
  atMs: number,
): void {
  for (const reply of readLatenessToSettle(desk.db, consultationId)) {
    if (reply.isLate === 1) raise(desk, reply, latenessWords(reply.receivedDate, closesOn), atMs);
    else if (reply.queryId !== null && reply.standing === 'open') {
      closeQuery(desk.db, {
        queryId: reply.queryId,
        closedBy: desk.person.id,
        closedAtMs: atMs,
        reason: 'The closing date has moved.',
        isByCheck: true,
      });
    }
  }
}

function raise(
  { db, person }: Desk,
  { replyId, queryId, standing }: LatenessOfReply,
  text: string,
  atMs: number,
): void {
  if (queryId === null) {
    const id = QueryId.parse(newId());
    const by = { raisedBy: person.id, raisedAtMs: atMs, isByCheck: true };
    insertQuery(db, { id, replyId, field: null, kind: 'late', text, ...by });
  } else if (standing === 'open') setQueryText(db, queryId, text);
  else if (standing === 'closed-by-check') reopenQuery(db, queryId, text);
}
