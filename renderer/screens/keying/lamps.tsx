import { memo } from 'react';
import { ticksOf } from '../../../contract/rules/marks.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { useDesk, useView } from './desk-context.tsx';
import { keepFocus } from './keep-focus.ts';

/** The word on each lamp and the key that lights it. No letters: everybody reads A as *acknowledge*. */
const LAMPS = [
  { id: 'lamp.confidential', word: 'Confidential', key: 'F9' },
  { id: 'lamp.contact', word: 'Contact', key: '⇧F9' },
  { id: 'lamp.acknowledge', word: 'Acknowledge', key: 'F10' },
] as const;

/** What the reply asks for on any page: never in the way, always in sight. */
export function Lamps() {
  const lamps = useView((view) => view.state.form.lamps);
  return (
    <fieldset className="keying-lamps" aria-label="Asked for on the form">
      {LAMPS.map((lamp) => {
        const field = lamps.find((candidate) => candidate.id === lamp.id);
        return field && <Lamp key={lamp.id} field={field} lamp={lamp} />;
      })}
    </fieldset>
  );
}

interface LampProps {
  readonly field: Field;
  readonly lamp: (typeof LAMPS)[number];
}

const Lamp = memo(function Lamp({ field, lamp }: LampProps) {
  const desk = useDesk();
  const mark = useView((view) => view.state.marks[field.id]);
  const answer = field.options.find((option) => ticksOf(field, mark ?? null).includes(option.code));
  return (
    <button
      type="button"
      className="keying-lamp"
      title={`${field.label} (${lamp.key})`}
      aria-keyshortcuts={lamp.key.replace('⇧', 'Shift+')}
      data-answer={answer?.code}
      onMouseDown={keepFocus}
      onClick={() => desk.act({ do: 'lamp', lamp: field.id })}
    >
      {/* The sign has its room whether it is lit or not: nothing moves. */}
      <span className="keying-lamp-sign" aria-hidden="true">
        {answer ? '✓' : ''}
      </span>{' '}
      {lamp.word}
      {answer && field.options.length > 1 ? `: ${answer.label.toLowerCase()}` : ''}
      <span className="visually-hidden">{answer ? ', marked' : ', not marked'}</span> <kbd>{lamp.key}</kbd>
    </button>
  );
});
