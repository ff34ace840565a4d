import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { NoteId } from '../../../contract/records/id.ts';
import type { QueryKind } from '../../../contract/records/keying.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import { Choice } from '../../components/choice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useDesk, useView } from './desk-context.tsx';
import { currentField } from './keying-state.ts';
import { PanelLine } from './panel.tsx';

type Also = 'nothing' | Extract<QueryKind, 'contradiction' | 'safeguarding' | 'other'>;

const ALSO: readonly { readonly value: Also; readonly label: string }[] = [
  { value: 'nothing', label: 'Note only' },
  { value: 'contradiction', label: 'Query: tick and comment differ' },
  { value: 'safeguarding', label: 'Query: a threat, or somebody at risk' },
  { value: 'other', label: 'Query: somebody must look' },
];

/** F2: a note on this field, which the person who wrote the reply may read one day; and a query with it. */
export function NotePanel() {
  const desk = useDesk();
  const field = useView((view) => currentField(view.state));
  const notes = useView((view) => view.notes).filter((note) => note.field === field.id);
  // One for the panel, which goes when the note is kept: sent again after a lost answer, it is the same note.
  const [noteId] = useState(() => newId() as NoteId);
  const [text, setText] = useState('');
  const [also, setAlso] = useState<Also>('nothing');
  const keep = async (): Promise<void> => {
    if (text.trim() === '') return;
    const { keyingId, reply } = desk.view.sheet;
    try {
      const note = await bridge.keying.note({ noteId, keyingId, field: field.id, text });
      const others = desk.view.notes.filter(
        ({ atMs, text: words }) => atMs !== note.atMs || words !== note.text,
      );
      desk.change({ notes: [...others, note] });
      if (also !== 'nothing') {
        await bridge.queries.raise({
          replyId: reply.id,
          field: field.id,
          kind: also,
          text: text.slice(0, 2000),
        });
        desk.change({ openQueries: desk.view.openQueries + 1 });
      }
      desk.showPanel(null);
      desk.say({ tone: 'good', text: also === 'nothing' ? 'Note kept.' : 'Note kept, and a query raised.' });
    } catch (error) {
      // The words stay in the box.
      desk.say({ tone: 'stop', text: wordsOf(error) });
    }
  };
  return (
    <PanelLine title={`Note on ${fieldName(field)}`} acceptLabel="Keep" onAccept={() => void keep()}>
      <TextField
        label={`Note on ${fieldName(field)}`}
        hint="Disclosable: the person who wrote the reply may ask to read it"
        autoFocus
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <Choice label="With it" options={ALSO} value={also} onChange={setAlso} />
      {notes.map((note) => (
        <p key={note.atMs} className="hint">
          {note.byName}: {note.text}
        </p>
      ))}
    </PanelLine>
  );
}
