import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { optionForKey } from '../../../contract/rules/marks.ts';

// What a key press asks for (keying.md, "Keys"), as a pure rule: the key, the field and what is in it give one
// action. What the action comes to is keying-step.ts. A key that the platform, the browser or a screen reader
// owns is left alone, and so is everything that types.

/** A press as the browser reports it; `code` is where the key lies, `key` what is printed on it. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Held down: the same press over and over. */
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** Where the press arrives. `null` as field: somewhere else on the screen, a button or a list. */
export interface KeySituation {
  readonly field: Field | null;
  readonly mark: Mark | null;
  /** What stands in the box of a text field; empty for ticks. */
  readonly text: string;
}

export type LampName = 'lamp.confidential' | 'lamp.contact' | 'lamp.acknowledge';

export type KeyAction =
  | { readonly do: 'leave-alone' }
  /** A press that must not do twice what it did once. */
  | { readonly do: 'swallow' }
  | { readonly do: 'tick'; readonly option: string }
  | { readonly do: 'no-such-option'; readonly key: string }
  | { readonly do: 'record-blank' }
  | { readonly do: 'accept' }
  /** Empties a tick field that is looked at again. */
  | { readonly do: 'empty' }
  | { readonly do: 'back' }
  | { readonly do: 'ditto' }
  | { readonly do: 'ditto-block' }
  | { readonly do: 'unreadable' }
  | { readonly do: 'ask-where' }
  | { readonly do: 'question'; readonly direction: -1 | 1 }
  | { readonly do: 'first' }
  | { readonly do: 'last' }
  | { readonly do: 'lamp'; readonly lamp: FieldId }
  | { readonly do: 'note' }
  | { readonly do: 'pause' }
  | { readonly do: 'finish' }
  | { readonly do: 'reply-before' }
  | { readonly do: 'all-keys' }
  | { readonly do: 'open-settings' }
  /** Turns the scanned page, or makes it larger and smaller. */
  | { readonly do: 'page'; readonly direction: -1 | 1 }
  | { readonly do: 'zoom'; readonly direction: -1 | 1 }
  /** Out of the form to the buttons, where Tab goes from one to the next as everywhere. */
  | { readonly do: 'leave-form' };

const LEAVE_ALONE: KeyAction = { do: 'leave-alone' };
const lamp = (name: LampName): KeyAction => ({ do: 'lamp', lamp: name as FieldId });

/** Keys that work from anywhere on the screen, written with their modifiers. */
const EVERYWHERE: ReadonlyMap<string, KeyAction> = new Map<string, KeyAction>([
  ['F1', { do: 'all-keys' }],
  ['Shift+F1', { do: 'open-settings' }],
  ['F2', { do: 'note' }],
  ['F4', { do: 'ditto' }],
  ['Shift+F4', { do: 'ditto-block' }],
  ['F6', { do: 'ask-where' }],
  ['F7', { do: 'unreadable' }],
  ['F8', { do: 'pause' }],
  ['F9', lamp('lamp.confidential')],
  ['Shift+F9', lamp('lamp.contact')],
  ['F10', lamp('lamp.acknowledge')],
  ['Ctrl+Enter', { do: 'finish' }],
  ['Ctrl+Shift+Enter', { do: 'reply-before' }],
  ['PageUp', { do: 'page', direction: -1 }],
  ['PageDown', { do: 'page', direction: 1 }],
  ['Shift+PageUp', { do: 'zoom', direction: 1 }],
  ['Shift+PageDown', { do: 'zoom', direction: -1 }],
]);

/** Keys that move from field to field; held down they go on. */
const IN_THE_FORM: ReadonlyMap<string, KeyAction> = new Map<string, KeyAction>([
  ['Shift+Tab', { do: 'back' }],
  ['Shift+ArrowUp', { do: 'question', direction: -1 }],
  ['Shift+ArrowDown', { do: 'question', direction: 1 }],
  ['Ctrl+Home', { do: 'first' }],
  ['Ctrl+End', { do: 'last' }],
  ['Escape', { do: 'leave-form' }],
]);

/** What a browser scrolls by where there is nothing to type in. */
const SCROLLING = new Set([' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

export function keyAction(press: KeyPress, { field, mark, text }: KeySituation): KeyAction {
  // Alt, AltGr and the system's own key belong to the platform; a composing press belongs to the input method.
  if (press.isComposing || press.altKey || press.metaKey) return LEAVE_ALONE;
  const isTick = field?.kind === 'tick-one' || field?.kind === 'tick-many';
  // With NumLock off the pad says Home or Up; in a tick field it is still the number that is printed on it.
  const pad = isTick && !press.ctrlKey ? /^Numpad\d$/.test(press.code) : false;
  const name = pad ? '' : nameOf(press);
  const everywhere = EVERYWHERE.get(name);
  if (everywhere !== undefined) return once(press, everywhere, everywhere.do === 'page');
  if (field === null) return LEAVE_ALONE;
  const inTheForm = IN_THE_FORM.get(name);
  if (inTheForm !== undefined) return inTheForm;
  if (name === 'Enter' || name === 'Tab') return once(press, onward(name, field, mark, text));
  if (isTick && (name === 'Backspace' || name === 'Delete')) return once(press, { do: 'empty' });
  return isTick && !press.ctrlKey ? once(press, onTickField(press, field)) : LEAVE_ALONE;
}

function nameOf(press: KeyPress): string {
  return `${press.ctrlKey ? 'Ctrl+' : ''}${press.shiftKey ? 'Shift+' : ''}${press.key}`;
}

/** A key held down ticks, accepts or finishes once; else a sleeve on Enter records a page of blanks. */
function once(press: KeyPress, action: KeyAction, repeats = false): KeyAction {
  return press.repeat && !repeats && action.do !== 'leave-alone' ? { do: 'swallow' } : action;
}

function onward(key: 'Enter' | 'Tab', field: Field, mark: Mark | null, text: string): KeyAction {
  if (isEmpty(field, mark, text)) return field.kind === 'lamp' ? { do: 'accept' } : { do: 'record-blank' };
  // Comments have paragraphs.
  if (field.kind === 'comment' && key === 'Enter') return LEAVE_ALONE;
  return { do: 'accept' };
}

function isEmpty(field: Field, mark: Mark | null, text: string): boolean {
  return field.options.length > 0 ? mark === null : text.trim() === '';
}

function onTickField(press: KeyPress, field: Field): KeyAction {
  const key = printedKey(press);
  // They would scroll the form away under the eye.
  if (SCROLLING.has(press.key) && (key === null || key === ' ')) return { do: 'swallow' };
  if (key === null) return LEAVE_ALONE;
  const option = optionForKey(field, key);
  return option === null ? { do: 'no-such-option', key } : { do: 'tick', option: option.code };
}

/**
 * The character that a press stands for beside an option. Figures go by where the key lies, so that the number
 * pad is the number row, with NumLock on or off, and a French keyboard needs no Shift; all else by what is printed.
 */
function printedKey(press: KeyPress): string | null {
  const figure = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (figure !== undefined) return figure;
  return press.key.length === 1 ? press.key.toLowerCase() : null;
}
