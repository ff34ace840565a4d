import { v7 as uuidv7 } from 'uuid';
import { PostbagError } from '../../contract/errors.ts';
import { KeyingId, type ReplyId } from '../../contract/records/id.ts';
import type { KeyingSheet } from '../../contract/records/keying.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { newestPack } from '../store/queries/consultations.ts';
import { insertKeying, previousKeying, readFirstKeying, type Keying } from '../store/queries/keyings.ts';
import { readMarks } from '../store/queries/marks.ts';
import { positionInBatch } from '../store/queries/next-replies.ts';
import { readNotes } from '../store/queries/notes.ts';
import { readQueriesOfReply } from '../store/queries/queries.ts';
import { readReply } from '../store/queries/replies.ts';

/**
 * Begins the first keying of a reply, or opens this person's own again, at the place where it was left.
 * @throws PostbagError REPLY_UNKNOWN, REPLY_EXCLUDED, REPLY_SEALED, KEYED_BY_ANOTHER, REPLY_BEING_CHECKED
 */
export function openKeying(desk: Desk, replyId: ReplyId): KeyingSheet {
  const reply = readReply(desk.db, replyId);
  if (reply === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  if (reply.state === 'excluded') {
    throw new PostbagError('REPLY_EXCLUDED', { serialLabel: reply.serialLabel });
  }
  if (reply.state === 'sealed' || reply.state === 'received') {
    throw new PostbagError('REPLY_SEALED', { serialLabel: reply.serialLabel });
  }
  const keying = readFirstKeying(desk.db, replyId) ?? begin(desk, reply);
  if (keying.personId !== desk.person.id) {
    throw new PostbagError('KEYED_BY_ANOTHER', { keyerName: keying.personName });
  }
  if (keying.isBeingChecked) {
    throw new PostbagError('REPLY_BEING_CHECKED', { serialLabel: reply.serialLabel });
  }
  const previous = previousKeying(desk.db, keying);
  return {
    keyingId: keying.id,
    reply: { ...reply, keyedByName: keying.personName, keyerId: keying.personId },
    packHash: keying.packHash,
    keyerId: keying.personId,
    marks: readMarks(desk.db, keying.id),
    notes: readNotes(desk.db, replyId),
    queries: readQueriesOfReply(desk.db, replyId),
    place: keying.place,
    position: positionInBatch(desk.db, replyId),
    isFinished: keying.isFinished,
    previousReplyId: previous?.replyId ?? null,
    previousSerialLabel: (previous && readReply(desk.db, previous.replyId)?.serialLabel) ?? null,
  };
}

/** From here on the reply is this person's, keyed with the newest version of the form for as long as it exists. */
function begin(desk: Desk, reply: Reply): Keying {
  const version = newestPack(desk.db, reply.consultationId);
  // The store's foreign keys make a reply without a consultation impossible, and each is loaded with a pack.
  if (version === undefined) throw new Error(`no pack for ${reply.consultationId}`);
  const startedAtMs = desk.nowMs();
  inTransaction(desk.db, () => {
    insertKeying(desk.db, {
      pass: 1,
      id: KeyingId.parse(uuidv7()),
      replyId: reply.id,
      personId: desk.person.id,
      packHash: version.hash,
      startedAtMs,
    });
    appendAudit(desk.db, {
      atMs: startedAtMs,
      personId: desk.person.id,
      act: 'keying.open',
      subject: reply.id,
      details: { packHash: version.hash },
    });
  });
  desk.announce({ topic: 'store-changed' });
  return readFirstKeying(desk.db, reply.id)!;
}
