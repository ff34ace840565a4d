/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- the group itself takes the keys; a fieldset can't be focused in every browser */
import { useId, type KeyboardEvent } from 'react';
import { ILLEGIBLE, LONGEST_TEXT, type Mark } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';
import { markOfText, optionForKey, pressLamp, tick, ticksOf } from '../../contract/rules/marks.ts';
import './mark-editor.css';

interface Props {
  readonly field: Field;
  /** Undefined where the field has none: the form didn't ask it of this reply, or a lamp isn't lit. */
  readonly mark: Mark | undefined;
  readonly onChange: (mark: Mark | undefined) => void;
  readonly labelledBy: string;
  /** Holds back editing while something is under way. */
  readonly isReadOnly?: boolean;
}

/** One field of a form to be changed in place, with the keys that it has in keying: digits tick, F7 is unreadable. */
export function MarkEditor(props: Props) {
  return props.field.options.length > 0 ? <TickBoxes {...props} /> : <TextBox {...props} />;
}

function TextBox({ field, mark, onChange, labelledBy, isReadOnly = false }: Props) {
  const text = mark?.kind === 'value' && typeof mark.value === 'string' ? mark.value : '';
  const take = (typed: string): void =>
    onChange(emptyIsNothing(field, typed) ? undefined : markOfText(typed));
  const shared = {
    className: 'mark-text-box',
    'aria-labelledby': labelledBy,
    maxLength: LONGEST_TEXT,
    autoComplete: 'off',
    spellCheck: false,
    readOnly: isReadOnly,
    value: text,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => take(event.target.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.key !== 'F7' || isReadOnly) return;
      event.preventDefault();
      const { selectionStart, selectionEnd, value } = event.currentTarget;
      take(
        value.slice(0, selectionStart ?? value.length) +
          ILLEGIBLE +
          value.slice(selectionEnd ?? value.length),
      );
    },
  } as const;
  return field.kind === 'comment' ? <textarea {...shared} rows={3} /> : <input {...shared} type="text" />;
}

/** The reason for confidentiality belongs to a lamp: without words it isn't there at all. */
function emptyIsNothing(field: Field, typed: string): boolean {
  return !field.isInTabOrder && typed.trim() === '';
}

/** No radio buttons, because paper has none: two ticks where one was asked must be possible. */
function TickBoxes({ field, mark, onChange, labelledBy, isReadOnly = false }: Props) {
  const said = useId();
  const ticked = ticksOf(field, mark ?? null);
  const isLamp = field.kind === 'lamp';
  const press = (optionCode: string): void => {
    if (isReadOnly) return;
    if (isLamp) onChange(ticked.includes(optionCode) ? undefined : { kind: 'value', value: optionCode });
    // The last tick taken away: looked at, and nothing there.
    else onChange(tick(field, mark ?? null, optionCode).mark ?? { kind: 'blank' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isReadOnly) return;
    const option = optionForKey(field, event.key);
    if (option !== null) press(option.code);
    else if (event.key === 'F7' && !isLamp) onChange({ kind: 'illegible' });
    else if (event.key === 'Delete' || event.key === 'Backspace')
      onChange(isLamp ? undefined : { kind: 'blank' });
    else if (event.key === ' ' && isLamp) onChange(pressLamp(field, mark ?? null) ?? undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="tick-boxes"
      role="group"
      tabIndex={0}
      aria-labelledby={labelledBy}
      aria-describedby={said}
      onKeyDown={onKeyDown}
    >
      {field.options.map((option) => (
        <button
          key={option.code}
          type="button"
          tabIndex={-1}
          className="tick-box"
          aria-pressed={ticked.includes(option.code)}
          onClick={() => press(option.code)}
        >
          <kbd>{option.key.toUpperCase()}</kbd>
          <span className="tick-sign" aria-hidden="true">
            {ticked.includes(option.code) ? '✕' : ''}
          </span>
          {option.label}
        </button>
      ))}
      <span id={said} className="tick-said" aria-live="polite">
        <TickWords field={field} mark={mark} ticked={ticked} />
      </span>
    </div>
  );
}

function TickWords({
  field,
  mark,
  ticked,
}: Pick<Props, 'field' | 'mark'> & { readonly ticked: readonly string[] }) {
  if (mark === undefined) return field.kind === 'lamp' ? 'not asked for' : 'no mark';
  if (mark.kind === 'blank') return 'blank';
  if (mark.kind === 'illegible') return <span className="look">can’t be read</span>;
  if (mark.kind === 'spoilt') return <span className="look">spoilt: more than one tick</span>;
  const labels = field.options.filter(({ code }) => ticked.includes(code)).map(({ label }) => label);
  return <span className="visually-hidden">{labels.join(', ')}</span>;
}
