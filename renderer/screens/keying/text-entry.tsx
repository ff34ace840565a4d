import { memo, useCallback } from 'react';
import { LONGEST_TEXT } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { useDesk } from './desk-context.tsx';

interface Props {
  readonly field: Field;
  /** What stands in the box when it is drawn first; from then on the box has its own text. */
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly labelledBy: string;
  /** Only where the cursor is: what stands beside a box that is out of sight describes nothing. */
  readonly describedBy: string | undefined;
}

/** A box to type in. Uncontrolled: a character goes from the keyboard to the screen without passing through React. */
export const TextEntry = memo(
  function TextEntry({ field, text, isReadOnly, labelledBy, describedBy }: Props) {
    const desk = useDesk();
    const register = useCallback(
      (box: HTMLInputElement | HTMLTextAreaElement | null) =>
        box === null ? undefined : desk.boxes.add(field.id, box),
      [desk, field.id],
    );
    const shared = {
      'data-entry': true,
      defaultValue: text,
      maxLength: LONGEST_TEXT,
      readOnly: isReadOnly,
      autoComplete: 'off',
      autoCorrect: 'off',
      autoCapitalize: 'off',
      // A red line under what the paper says, errors included, is an invitation to tidy.
      spellCheck: false,
      onInput: () => desk.typed(),
      'aria-labelledby': labelledBy,
      'aria-describedby': describedBy,
    } as const;
    return field.kind === 'comment' ? (
      <textarea {...shared} ref={register} className="keying-comment" rows={2} />
    ) : (
      <input {...shared} ref={register} className="keying-input" data-kind={field.kind} type="text" />
    );
  },
  // The text given later is what the box told us itself.
  (before, after) =>
    before.field === after.field &&
    before.isReadOnly === after.isReadOnly &&
    before.describedBy === after.describedBy,
);
