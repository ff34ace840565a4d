import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fieldId } from '../../../contract/records/field-id.ts';
import { NoteId } from '../../../contract/records/id.ts';
import { addNote } from '../../../electron/keying/add-note.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { refusalOf } from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
});
afterEach(() => here.clear());

it('keeps a note that is sent again once, and refuses other words or another reply under its id', () => {
  const desk = here.as(here.people.firstKeyer);
  const batch = aBatch(desk, { consultationId: BENCHES });
  const { keyingId, reply } = openKeying(desk, aReply(desk, batch).id);
  const note = { noteId: NoteId.parse(newId()), keyingId, field: fieldId('name'), text: 'In pencil' };
  const kept = addNote(desk, note);
  expect(addNote(desk, note)).toEqual(kept);
  expect(refusalOf(() => addNote(desk, { ...note, text: 'In ink' })).code).toBe('NOTED_OTHERWISE');
  const other = openKeying(desk, aReply(desk, batch).id);
  expect(refusalOf(() => addNote(desk, { ...note, keyingId: other.keyingId })).code).toBe('NOTED_OTHERWISE');
  expect(openKeying(desk, reply.id).notes).toEqual([kept]);
});
