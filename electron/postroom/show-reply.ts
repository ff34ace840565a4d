import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Desk } from '../store/desk.ts';
import { readHistoryOfReply } from '../store/queries/history.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { readFormerMarks, readMarks } from '../store/queries/marks.ts';
import { readNotes } from '../store/queries/notes.ts';
import { readQueriesOfReply } from '../store/queries/queries.ts';
import { demandReply } from './demand.ts';

/** Everything about one reply, for its page: as logged, as keyed, what was corrected, noted and asked. */
export function showReply(
  desk: Desk,
  { replyId }: RequestOf<Calls['replies']['show']>,
): ReplyOf<Calls['replies']['show']> {
  const { db } = desk;
  const reply = demandReply(db, replyId);
  const keying = readFirstKeying(db, replyId);
  return {
    reply,
    packHash: keying?.packHash ?? null,
    marks: keying === undefined ? {} : readMarks(db, keying.id),
    notes: readNotes(db, replyId),
    queries: readQueriesOfReply(db, replyId),
    formerMarks: readFormerMarks(db, replyId),
    history: readHistoryOfReply(db, reply),
  };
}
