import { ILLEGIBLE } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import type { KeyingAction } from './keying-step.ts';

/** A control of the bottom line: what it does, and the key that does the same. */
export interface ShownKey {
  readonly key: string;
  readonly label: string;
  readonly action: KeyingAction;
}

/** What goes on from this field, in its own words. */
export function onwardKey(field: Field, isEmpty: boolean, isFinishing: boolean): ShownKey {
  const next = isFinishing ? 'finishes' : 'next';
  if (isEmpty && field.isInTabOrder)
    return { key: 'Enter', label: `blank, ${next}`, action: { do: 'record-blank' } };
  return { key: field.kind === 'comment' ? 'Tab' : 'Enter', label: next, action: { do: 'accept' } };
}

/** The keys of the bottom line behind the onward one; the same ones in the same places for every field. */
export const LINE_KEYS: readonly ShownKey[] = [
  { key: 'F7', label: 'unreadable', action: { do: 'unreadable' } },
  { key: 'F4', label: 'as before', action: { do: 'ditto' } },
  { key: '⇧F4', label: 'block', action: { do: 'ditto-block' } },
  { key: 'F2', label: 'note', action: { do: 'note' } },
  { key: 'F6', label: 'go to', action: { do: 'ask-where' } },
  { key: '⇧Tab', label: 'back', action: { do: 'back' } },
  { key: 'F8', label: 'pause', action: { do: 'pause' } },
  { key: 'Ctrl+↵', label: 'finish', action: { do: 'finish' } },
  { key: 'Ctrl+⇧↵', label: 'reply before', action: { do: 'reply-before' } },
  { key: 'F1', label: 'all keys', action: { do: 'all-keys' } },
];

const NOT_AGAIN: ReadonlySet<KeyingAction['do']> = new Set(['ditto', 'ditto-block', 'reply-before']);

/** The same for a second keying, in which nothing is repeated and what is finished stands. */
export const AGAIN_LINE_KEYS: readonly ShownKey[] = LINE_KEYS.filter(
  ({ action }) => !NOT_AGAIN.has(action.do),
).map((shown) => (shown.action.do === 'note' ? { ...shown, label: 'query' } : shown));

interface KeyGroup {
  readonly group: string;
  readonly keys: readonly (readonly [string, string])[];
}

/** All of them, for F1, in groups; the words of docs/keyboard. */
export const ALL_KEYS: readonly KeyGroup[] = [
  {
    group: 'In a field',
    keys: [
      ['1–9, 0, -, =, letters', 'tick the option printed beside the key; one tick goes on by itself'],
      ['the same key again', 'take the tick away; a second tick where one was asked is kept as spoilt'],
      ['Enter or Tab, field empty', 'blank: looked at, and nothing there'],
      ['Enter or Tab', 'keep and go on (in a comment, Enter makes a new line: use Tab)'],
      ['F7', `unreadable: ${ILLEGIBLE} in text, or an illegible tick; a query is raised`],
      [
        'F4 · Shift+F4',
        'as in the reply before: this field (the last one waits for Enter) · the whole respondent block',
      ],
      ['F2', 'a note on this field (disclosable), and a query if somebody must look'],
    ],
  },
  {
    group: 'About the form',
    keys: [
      ['Shift+Tab', 'the field before'],
      ['F6, number, Enter', 'go to a question; C for the reason for confidentiality'],
      ['Shift+Up · Shift+Down', 'previous · next question'],
      ['Ctrl+Home · Ctrl+End', 'first · last field'],
      ['PgUp · PgDn', 'turn the scanned page'],
      ['Shift+PgUp · Shift+PgDn', 'larger · smaller page'],
      ['Esc', 'out of the form, to the buttons'],
    ],
  },
  {
    group: 'The whole reply',
    keys: [
      ['F9', 'asks for confidentiality'],
      ['Shift+F9', 'may be contacted: yes, no, not marked'],
      ['F10', 'asks for acknowledgement'],
      ['Ctrl+Enter', 'finish this reply and open the next'],
      ['Ctrl+Shift+Enter', 'back to the reply before'],
      ['F8', 'pause: hides the form and stops the clock'],
      ['F1 · Shift+F1', 'these keys · how I key: order, sounds, finishing'],
    ],
  },
];

const AGAIN_WORDS: ReadonlyMap<string, string> = new Map([
  ['F7', `unreadable: ${ILLEGIBLE} in text, or an illegible tick`],
  ['F2', 'a query on this field (disclosable): somebody must look'],
]);

/** The same for a second keying: what it hasn't is left out, and what it has besides stands first. */
export const ALL_AGAIN_KEYS: readonly KeyGroup[] = [
  {
    group: 'Where it differs from the first keying',
    keys: [
      ['look at the paper', 'what the first keyer had is not shown, here or anywhere'],
      ['an option’s key, or text', 'keyed again: this counts in place of what you had'],
      ['Enter or Tab', 'keeps what you keyed; a third person decides from the paper'],
      ['Backspace', 'empties a tick field; Enter then says blank'],
    ],
  },
  ...ALL_KEYS.map(({ group, keys }) => ({
    group,
    keys: keys
      .filter(([key]) => !key.startsWith('F4 ') && key !== 'Ctrl+Shift+Enter')
      .map(([key, does]): readonly [string, string] => [key, AGAIN_WORDS.get(key) ?? does]),
  })),
];
