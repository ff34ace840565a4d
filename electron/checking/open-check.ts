import { v7 as uuidv7 } from 'uuid';
import { PostbagError } from '../../contract/errors.ts';
import type { CheckingSheet } from '../../contract/records/checking.ts';
import { KeyingId, type ReplyId } from '../../contract/records/id.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readDifferences } from '../store/queries/differences.ts';
import { hasSeenFirstValues } from '../store/queries/first-values-seen.ts';
import { insertKeying, readFirstKeying } from '../store/queries/keyings.ts';
import { readMarks } from '../store/queries/marks.ts';
import { readRekeying } from '../store/queries/rekeyings.ts';
import { readReply } from '../store/queries/replies.ts';
import {
  hadAHandIn,
  positionAmongChecked,
  previousCheck,
  readReplyToCheck,
  readSecondKeying,
} from '../store/queries/second-keyings.ts';
import { demandOwnSecondKeying } from './demand-second-keying.ts';

/**
 * Begins the second keying of a reply, or opens this person's own again at the place where it was left. The sheet is
 * blind: nothing in it comes from the first keying.
 * @throws PostbagError REPLY_UNKNOWN, REPLY_EXCLUDED, REPLY_SEALED, REPLY_NOT_KEYED, NOTHING_TO_REKEY,
 *   KEYED_BY_YOU, FIRST_VALUES_SEEN, KEYED_BY_ANOTHER
 */
export function openCheck(desk: Desk, replyId: ReplyId): CheckingSheet {
  const { db } = desk;
  const reply = demandCheckable(desk, replyId);
  const { id } = readSecondKeying(db, replyId) ?? begin(desk, reply);
  const { keying, fields } = demandOwnSecondKeying(desk, id);
  return {
    keyingId: keying.id,
    reply: readReplyToCheck(db, replyId),
    packHash: keying.packHash,
    fields: fields.map((field) => field.id),
    marks: readMarks(db, keying.id),
    lookAgain: readDifferences(db, replyId)
      .filter(({ outcome }) => outcome === null)
      .map(({ field }) => field),
    place: keying.place,
    position: positionAmongChecked(db, replyId),
    isFinished: keying.isFinished,
    previousReplyId: previousCheck(db, keying)?.replyId ?? null,
  };
}

function demandCheckable({ db, person }: Desk, replyId: ReplyId): Reply {
  const reply = readReply(db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  const { serialLabel } = reply;
  if (reply.state === 'excluded') throw new PostbagError('REPLY_EXCLUDED', { serialLabel });
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel });
  }
  if (reply.state === 'outstanding') throw new PostbagError('REPLY_NOT_KEYED', { serialLabel });
  if (hadAHandIn(db, replyId, person.id, 1)) throw new PostbagError('KEYED_BY_YOU', { serialLabel });
  const drawn = readRekeying(db, replyId)?.fields ?? [];
  if (drawn.length === 0) throw new PostbagError('NOTHING_TO_REKEY', { serialLabel });
  if (hasSeenFirstValues(db, replyId, person.id))
    throw new PostbagError('FIRST_VALUES_SEEN', { serialLabel });
  return reply;
}

/** From here on the first keying stands as it is, and this person keys the reply again with the same form. */
function begin(desk: Desk, reply: Reply): { readonly id: KeyingId } {
  const { db, person } = desk;
  const id = KeyingId.parse(uuidv7());
  const startedAtMs = desk.nowMs();
  inTransaction(db, () => {
    const { packHash } = readFirstKeying(db, reply.id)!;
    insertKeying(db, { id, replyId: reply.id, pass: 2, personId: person.id, packHash, startedAtMs });
    appendAudit(db, {
      atMs: startedAtMs,
      personId: person.id,
      act: 'checking.open',
      subject: reply.id,
      details: {},
    });
  });
  desk.announce({ topic: 'store-changed' });
  return { id };
}
