import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { NoteId, QueryId } from '../../../contract/records/id.ts';
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

/** Who keys again sees no notes and writes none: what somebody must look at is a query. */
const ALSO_AGAIN = ALSO.filter(({ value }) => value !== 'nothing');

/** F2: a note on this field, which the person who wrote the reply may read one day; and a query with it. */
export function NotePanel() {
  const desk = useDesk();
  const field = useView((view) => currentField(view.state));
  const notes = useView((view) => view.notes).filter((note) => note.field === field.id);
  // One for the panel, which goes when the note is kept: sent again after a lost answer, it is the same note.
  const [noteId] = useState(() => newId() as NoteId);
  const [queryId] = useState(() => newId() as QueryId);
  const [text, setText] = useState('');
  const isAgain = useView((view) => view.state.isAgain);
  const [also, setAlso] = useState<Also>(isAgain ? 'other' : 'nothing');
  const title = `${isAgain ? 'Query' : 'Note'} on ${fieldName(field)}`;
  const keep = async (): Promise<void> => {
    if (text.trim() === '') return;
    const { keyingId, reply } = desk.view.sheet;
    try {
      if (!isAgain) {
        const note = await bridge.keying.note({ noteId, keyingId, field: field.id, text });
        const others = desk.view.notes.filter(
          ({ atMs, text: words }) => atMs !== note.atMs || words !== note.text,
        );
        desk.change({ notes: [...others, note] });
      }
      if (also !== 'nothing') {
        await bridge.queries.raise({
          queryId,
          replyId: reply.id,
          field: field.id,
          kind: also,
          text: text.slice(0, 2000),
        });
        desk.change({ openQueries: desk.view.openQueries + 1 });
      }
      desk.showPanel(null);
      desk.say({ tone: 'good', text: keptWords(also, isAgain) });
    } catch (error) {
      // The words stay in the box.
      desk.say({ tone: 'stop', text: wordsOf(error) });
    }
  };
  return (
    <PanelLine title={title} acceptLabel="Keep" onAccept={() => void keep()}>
      <TextField
        label={title}
        hint="Disclosable: the person who wrote the reply may ask to read it"
        autoFocus
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <Choice label="With it" options={isAgain ? ALSO_AGAIN : ALSO} value={also} onChange={setAlso} />
      {notes.map((note) => (
        <p key={note.atMs} className="hint">
          {note.byName}: {note.text}
        </p>
      ))}
    </PanelLine>
  );
}

function keptWords(also: Also, isAgain: boolean): string {
  if (isAgain) return 'A query is raised.';
  return also === 'nothing' ? 'Note kept.' : 'Note kept, and a query raised.';
}
