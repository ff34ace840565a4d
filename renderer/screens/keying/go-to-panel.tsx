import { useState } from 'react';
import { fieldOfQuestion } from '../../../contract/rules/field-order.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { TextField } from '../../components/text-field.tsx';
import { useDesk } from './desk-context.tsx';
import type { KeyingState } from './keying-state.ts';
import { PanelLine } from './panel.tsx';

/** F6: a question's number, C for the reason for confidentiality, or the beginning of a line of the form. */
export function GoToPanel() {
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  const [isUnknown, setUnknown] = useState(false);
  const go = (): void => {
    const field = fieldNamed(desk.view.state, typed);
    if (field === null) {
      setUnknown(true);
      return;
    }
    desk.showPanel(null);
    desk.act({ do: 'go-to', field: field.id });
  };
  return (
    <PanelLine title="Go to" acceptLabel="Go" onAccept={go}>
      <TextField
        label="Go to question"
        hint="A number, C for the reason for confidentiality, or the beginning of a line"
        autoFocus
        value={typed}
        isInvalid={isUnknown}
        onChange={(next) => {
          setTyped(next);
          setUnknown(false);
        }}
      />
      <output className="look">{isUnknown && `! No question ${typed}`}</output>
    </PanelLine>
  );
}

function fieldNamed({ form, ordered }: KeyingState, typed: string): Field | null {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return null;
  if (wanted === 'c') return form.lamps.find((lamp) => lamp.id === 'lamp.confidential.reason') ?? null;
  return (
    fieldOfQuestion(ordered, wanted) ??
    ordered.find((field) => field.label.toLowerCase().startsWith(wanted)) ??
    null
  );
}
