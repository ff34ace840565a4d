import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import type { Reply } from '../../contract/records/reply.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen, isKeptBlind, noteFirstValuesSeen, withoutBlindQueries } from '../store/kept-blind.ts';
import { readHistoryOfReply } from '../store/queries/history.ts';
import { readFirstKeying } from '../store/queries/keyings.ts';
import { readFormerMarks, readMarks } from '../store/queries/marks.ts';
import { readNotes } from '../store/queries/notes.ts';
import { readQueriesOfReply } from '../store/queries/queries.ts';
import { readSecondKeying } from '../store/queries/second-keyings.ts';
import { demandReply } from './demand.ts';

/**
 * Everything about one reply, for its page: as logged, as keyed, what was corrected, noted and asked.
 * What was keyed is left out for whoever may key it again, and that others see it is noted.
 */
export function showReply(
  desk: Desk,
  { replyId }: RequestOf<Calls['replies']['show']>,
): ReplyOf<Calls['replies']['show']> {
  const { db } = desk;
  const reply = demandReply(db, replyId);
  const keying = readFirstKeying(db, replyId);
  const isBlind = isBlindFor(desk, reply);
  if (keying !== undefined && !isBlind) noteFirstValuesSeen(desk, [replyId]);
  return {
    ...standingOf(desk, reply),
    packHash: keying?.packHash ?? null,
    marks: keying === undefined || isBlind ? {} : readMarks(db, keying.id),
    notes: isBlind ? [] : readNotes(db, replyId),
    queries: [...withoutBlindQueries(desk, readQueriesOfReply(db, replyId))],
    formerMarks: isBlind ? [] : readFormerMarks(db, replyId),
    // How much was left blank, or where a note is, tells of the first keying too.
    history: readHistoryOfReply(db, reply).map((act) =>
      isBlind && act.act.startsWith('keying.') ? { ...act, details: {} } : act,
    ),
  };
}

/** How a reply stands, without what was keyed of it. */
export function showStanding(
  desk: Desk,
  { replyId }: RequestOf<Calls['replies']['standing']>,
): ReplyOf<Calls['replies']['standing']> {
  return standingOf(desk, demandReply(desk.db, replyId));
}

function standingOf(desk: Desk, reply: Reply): ReplyOf<Calls['replies']['standing']> {
  const { db } = desk;
  return {
    reply: asMayBeSeen(desk, reply),
    isKeptBlind: isBlindFor(desk, reply),
    isKeyedAgain: readSecondKeying(db, reply.id) !== undefined,
  };
}

/** Where nobody has begun, there is nothing to keep. */
function isBlindFor(desk: Desk, { id }: Reply): boolean {
  return readFirstKeying(desk.db, id) !== undefined && isKeptBlind(desk, id);
}
