import type { NoteId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { Note } from '../../../contract/records/keying.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** The notes on a reply, oldest first. They may be read by the person who wrote the reply. */
export function readNotes(db: ReadableDb, replyId: ReplyId): Note[] {
  return allRows<Note>(
    db,
    `SELECT note.field, note.text, person.full_name AS byName, note.at_ms AS atMs
     FROM note JOIN person ON person.id = note.person_id
     WHERE note.reply_id = @replyId ORDER BY note.number`,
    { replyId },
  );
}

/** One note with the reply that it is on and who wrote it, or undefined where the store has none of this id. */
export function readNote(
  db: ReadableDb,
  noteId: NoteId,
): (Note & { readonly replyId: ReplyId; readonly personId: PersonId }) | undefined {
  return getRow(
    db,
    `SELECT note.field, note.text, person.full_name AS byName, note.at_ms AS atMs,
       note.reply_id AS replyId, note.person_id AS personId
     FROM note JOIN person ON person.id = note.person_id WHERE note.id = @noteId`,
    { noteId },
  );
}

export function insertNote(
  db: WritableDb,
  note: {
    readonly id: NoteId;
    readonly replyId: ReplyId;
    readonly field: FieldId | null;
    readonly text: string;
    readonly personId: PersonId;
    readonly atMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO note (id, reply_id, field, text, person_id, at_ms)
     VALUES (@id, @replyId, @field, @text, @personId, @atMs)`,
    note,
  );
}
