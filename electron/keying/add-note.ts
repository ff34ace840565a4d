import type { RequestOf } from '../../contract/bridge/call.ts';
import type { keyingCalls } from '../../contract/bridge/keying.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { Note } from '../../contract/records/keying.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { insertNote, readNote } from '../store/queries/notes.ts';
import { demandChangeableKeying, demandField } from './demand-keying.ts';
import { formOf } from '../store/form.ts';

/**
 * Adds a keyer's note to a field or to the whole reply. It can't be taken back: it may be disclosed.
 * The same note sent again, because an answer was lost, is kept once.
 * @throws PostbagError REPLY_UNKNOWN, FIELD_UNKNOWN, NOTED_OTHERWISE, REPLY_SEALED, REPLY_EXCLUDED, KEYED_BY_ANOTHER
 */
export function addNote(
  desk: Desk,
  { noteId, keyingId, field, text }: RequestOf<(typeof keyingCalls)['note']>,
): Note {
  const keying = demandChangeableKeying(desk, keyingId);
  if (field !== null) demandField(formOf(desk.db, keying.packHash), field);
  const earlier = readNote(desk.db, noteId);
  if (earlier !== undefined) {
    const { replyId, personId, ...note } = earlier;
    const isSame = note.field === field && note.text === text && replyId === keying.replyId;
    if (!isSame || personId !== desk.person.id) throw new PostbagError('NOTED_OTHERWISE', {});
    return note;
  }
  const atMs = desk.nowMs();
  inTransaction(desk.db, () => {
    insertNote(desk.db, {
      id: noteId,
      replyId: keying.replyId,
      field,
      text,
      personId: desk.person.id,
      atMs,
    });
    appendAudit(desk.db, {
      atMs,
      personId: desk.person.id,
      act: 'keying.note',
      subject: keying.replyId,
      details: { field },
    });
  });
  return { field, text, byName: desk.person.fullName, atMs };
}
