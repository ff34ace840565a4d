import type { Mark } from '../../../contract/records/mark.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { markOfText } from '../../../contract/rules/marks.ts';
import { currentField, isTextual, textOf, withMark, type KeyingState } from './keying-state.ts';
import type { Step } from './step.ts';

// What is kept of the current field, while it is being typed and when the cursor leaves it.

/** Commits what has been typed so far; the cursor stays. Nothing, if nothing is new. */
export function keepTyped(state: KeyingState, text: string): Step {
  const field = currentField(state);
  if (!isTextual(field) || textOf(state.marks[field.id]) === text) return { state, effects: [] };
  const mark = markInField(state, field, text);
  return {
    state: { ...withMark(state, field, mark), heldFor: null },
    effects: [
      {
        kind: 'save',
        field: field.id,
        mark,
        isLeft: false,
        overruleReason: overruleReason(state, field, text),
      },
    ],
  };
}

/**
 * What is kept of a box that is left: white space at its end is a slip of the hand, and not on the paper. A field
 * that is only passed through stays as it is stored.
 */
export function textLeft(state: KeyingState, text: string): string {
  const isChanged = state.isTouched || textOf(state.marks[state.current]) !== text;
  return isTextual(currentField(state)) && isChanged ? text.trimEnd() : text;
}

/** Commits the current field as left, if anything in it changed. */
export function keptField(state: KeyingState, typed: string): Step {
  const text = textLeft(state, typed);
  const kept = keptAsTyped(state, text);
  if (text === typed) return kept;
  return { ...kept, effects: [{ kind: 'put-text', field: state.current, text }, ...kept.effects] };
}

/** The same for a pause: the cursor comes back, so what stands at the end may still be wanted. */
export function keptAsTyped(state: KeyingState, text: string): Step {
  const field = currentField(state);
  const typed = keepTyped(state, text).state;
  if (!typed.isTouched) return { state: typed, effects: [] };
  return {
    state: typed,
    effects: [
      {
        kind: 'save',
        field: field.id,
        mark: typed.marks[field.id] ?? null,
        isLeft: true,
        overruleReason: overruleReason(state, field, text),
      },
    ],
  };
}

/** What the field holds with `text` in its box. An emptied box is no blank until somebody says so with Enter. */
export function markInField(state: KeyingState, field: Field, text: string): Mark | null {
  const stored = state.marks[field.id] ?? null;
  if (!isTextual(field)) return stored;
  // A zero byte or half a character can't be kept (contract/records/mark.ts); a paste may hold one.
  const typed = text.replaceAll('\u0000', '').toWellFormed();
  if (typed.trim() === '') return stored?.kind === 'blank' ? stored : null;
  return markOfText(typed);
}

/** Why the value in the box stands although a light check complains of it, if somebody said. */
export function overruleReason(state: KeyingState, field: Field, text: string): string | null {
  const overruling = state.overrulings[field.id];
  return overruling?.text === text ? overruling.reason : null;
}
