import type { FieldId } from '../../../contract/records/mark.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { arrive } from './arrive.ts';
import { currentField, isTextual, withMark, type KeyingState } from './keying-state.ts';
import type { Step } from './step.ts';

// A second keying whose field says something else than the first (keying.md, "Second keying and decision"). Which of
// the two is right nobody says: the keyer looks at the paper again, and keys it again or keeps what stands.

/**
 * The cursor comes back to the first of these fields. Lamps have no place in the order: they are named, and the
 * cursor stays.
 */
export function lookAgainAt(state: KeyingState, heard: readonly FieldId[]): Step {
  const fields = heard.flatMap((id) => state.form.byId.get(id) ?? []);
  const target = fields.find((field) => field.isInTabOrder);
  const step = target === undefined ? { state, effects: [] } : arrive(state, target.id);
  const lookAgain = new Set([...state.lookAgain, ...heard]);
  const others = fields.filter((field) => field !== target).map(fieldName);
  return {
    state: { ...step.state, lookAgain, lookingAgain: target?.id ?? step.state.lookingAgain },
    effects: [
      { kind: 'sound', sound: 'look-again' },
      {
        kind: 'say',
        tone: 'look',
        text: [
          target === undefined
            ? ''
            : `Look again at the paper: key it again, or ${keepKey(target)} to keep what you keyed.`,
          others.length === 0
            ? ''
            : `${target === undefined ? 'Look again at the paper' : 'Then'}: ${others.join(', ')}.`,
          target === undefined ? 'Put it right, or leave it; Ctrl+Enter finishes.' : '',
        ]
          .filter((part) => part !== '')
          .join(' '),
      },
    ],
  };
}

const keepKey = ({ kind }: { readonly kind: string }): string => (kind === 'comment' ? 'Tab' : 'Enter');

/** Backspace in a tick field that is looked at again: nothing is ticked there. */
export function emptied(state: KeyingState): Step {
  const field = currentField(state);
  if (isTextual(field) || state.lookingAgain !== field.id) return { state, effects: [] };
  return {
    state: withMark(state, field, null),
    effects: [
      { kind: 'save', field: field.id, mark: null, isLeft: false, overruleReason: null },
      { kind: 'say-nothing' },
    ],
  };
}
