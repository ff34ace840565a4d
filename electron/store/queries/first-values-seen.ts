import type { PersonId, ReplyId } from '../../../contract/records/id.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** Whether the person has looked at what was first keyed of the reply while it could still be keyed again. */
export function hasSeenFirstValues(db: ReadableDb, replyId: ReplyId, personId: PersonId): boolean {
  return (
    getRow(db, 'SELECT 1 FROM first_values_seen WHERE reply_id = @replyId AND person_id = @personId', {
      replyId,
      personId,
    }) !== undefined
  );
}

/**
 * Of these replies those of which it matters that the person sees the first values now, and isn't known yet: not
 * sealed, not keyed twice to the end, and keyed by others.
 */
export function listNewlySeen(
  db: ReadableDb,
  replyIds: readonly ReplyId[],
  personId: PersonId,
): readonly ReplyId[] {
  return allRows<{ id: ReplyId }>(
    db,
    `SELECT reply.id FROM json_each(@replyIds) AS shown JOIN reply ON reply.id = shown.value
     WHERE reply.stage = 'here'
       AND NOT EXISTS (SELECT 1 FROM hand_in_keying
         WHERE hand_in_keying.reply_id = reply.id AND hand_in_keying.person_id = @personId)
       AND NOT EXISTS (SELECT 1 FROM keying
         WHERE keying.reply_id = reply.id AND keying.pass = 2 AND keying.finished_at_ms IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM first_values_seen
         WHERE first_values_seen.reply_id = reply.id AND first_values_seen.person_id = @personId)`,
    { replyIds: JSON.stringify([...new Set(replyIds)]), personId },
  ).map(({ id }) => id);
}

export function insertFirstValuesSeen(db: WritableDb, replyId: ReplyId, personId: PersonId): void {
  write(db, 'INSERT INTO first_values_seen (reply_id, person_id) VALUES (@replyId, @personId)', {
    replyId,
    personId,
  });
}
