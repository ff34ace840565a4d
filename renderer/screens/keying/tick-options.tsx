/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex -- the group itself takes the keys; a fieldset can't be focused in every browser */
import { memo } from 'react';
import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { ticksOf } from '../../../contract/rules/marks.ts';
import { useDesk } from './desk-context.tsx';
import { keepFocus } from './keep-focus.ts';

interface Props {
  readonly field: Field;
  readonly mark: Mark | undefined;
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
}

/**
 * The boxes of one question, each with its key. The group takes the focus and the keys; a box can be clicked.
 * No radio buttons, because paper has none: two ticks where one was asked must be possible.
 */
export const TickOptions = memo(function TickOptions({ field, mark, labelledBy, describedBy }: Props) {
  const desk = useDesk();
  const ticked = ticksOf(field, mark ?? null);
  return (
    <div
      className="keying-options"
      role="group"
      tabIndex={0}
      data-entry
      data-many={field.options.length > 5 || undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {field.options.map((option) => (
        <button
          key={option.code}
          type="button"
          tabIndex={-1}
          className="keying-option"
          aria-pressed={ticked.includes(option.code)}
          onMouseDown={keepFocus}
          onClick={() => {
            desk.focusCame(field.id);
            desk.act({ do: 'tick', option: option.code });
          }}
        >
          <kbd>{option.key.toUpperCase()}</kbd>
          <span className="keying-box" aria-hidden="true">
            {ticked.includes(option.code) ? '✕' : ''}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  );
});
