import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import type { ReplyKind } from '../../../contract/records/reply.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { inOrder, type FieldOrder } from '../../../contract/rules/field-order.ts';
import { routedOver, type Marks } from '../../../contract/rules/routing.ts';
import type { KeyingForm } from './keying-form.ts';

/** Why a value stands that a light check complains of. It holds for this value only: a changed one is checked anew. */
export interface Overruling {
  readonly text: string;
  readonly reason: string;
}

/**
 * One reply being keyed, as far as keys change it. Immutable; keying-step.ts makes the next one. What is being
 * typed in the current box isn't here: it lies in the box, and each step is told of it, so that a character
 * costs nothing.
 */
export interface KeyingState {
  readonly form: KeyingForm;
  readonly replyKind: ReplyKind;
  readonly marks: Marks;
  readonly overrulings: Readonly<Record<string, Overruling | undefined>>;
  /** The marks of the reply before: what ditto repeats. */
  readonly previous: Marks;
  /** The serial of the reply before; empty where there is none. */
  readonly previousSerial: string;
  readonly current: FieldId;
  /** Where the cursor goes back to from a field outside the order, the reason for confidentiality. */
  readonly returnTo: FieldId | null;
  /** Something in the current field was changed since the cursor came. */
  readonly isTouched: boolean;
  /** The value that a light check holds the cursor for; Enter on the same value again asks for the reason. */
  readonly heldFor: string | null;
  /** A letter: the next Ctrl+Enter records all the rest blank. */
  readonly isRestOffered: boolean;
  /** What Shift+F4 has just filled, and from where; until the cursor goes on it can be taken back. */
  readonly filled: { readonly fields: readonly FieldId[]; readonly from: FieldId } | null;
  readonly order: FieldOrder;
  readonly finishesAtLastField: boolean;
  /** A second keying: blind, of some fields only, and each is compared when it is left. */
  readonly isAgain: boolean;
  /** Fields that were heard to differ, in a second keying. */
  readonly lookAgain: ReadonlySet<FieldId>;
  /** The current field, if it was heard to differ and nothing has been keyed in it since. */
  readonly lookingAgain: FieldId | null;
  /** Made from `order`. */
  readonly ordered: readonly Field[];
  /** Made from `marks`: what the form doesn't ask of this reply. */
  readonly skipped: ReadonlySet<FieldId>;
}

type Given = Pick<
  KeyingState,
  | 'form'
  | 'replyKind'
  | 'marks'
  | 'overrulings'
  | 'previous'
  | 'previousSerial'
  | 'order'
  | 'finishesAtLastField'
  | 'isAgain'
  | 'lookAgain'
>;

/** A reply as it is opened: at its place, or where nothing has been keyed yet. */
export function keyingStateOf(given: Given, place: FieldId | null): KeyingState {
  const ordered = inOrder(given.form.fields, given.order);
  const skipped = routedOver(given.form.pack, given.form.paper, given.marks);
  const begin = ordered.find((field) => !skipped.has(field.id) && given.marks[field.id] === undefined);
  // A plan may name nothing but a lamp.
  const current = place ?? begin?.id ?? (ordered[0] ?? given.form.lamps[0])!.id;
  return {
    ...given,
    ordered,
    skipped,
    current,
    returnTo: null,
    // Whoever comes back after a crash may have been in the middle of a word.
    isTouched: place !== null && given.marks[place] !== undefined && !given.lookAgain.has(place),
    lookingAgain: given.lookAgain.has(current) ? current : null,
    heldFor: null,
    isRestOffered: false,
    filled: null,
  };
}

export function currentField(state: KeyingState): Field {
  return state.form.byId.get(state.current)!;
}

export function isTextual(field: Field): boolean {
  return field.options.length === 0;
}

/** What a box shows for a mark: the text, and nothing for blank. */
export function textOf(mark: Mark | null | undefined): string {
  return mark?.kind === 'value' && typeof mark.value === 'string' ? mark.value : '';
}

export function withMark(state: KeyingState, field: Field, mark: Mark | null): KeyingState {
  const marks = { ...state.marks, [field.id]: mark ?? undefined };
  // Only a tick can send the reader elsewhere.
  const skipped =
    field.part === 'tick' ? routedOver(state.form.pack, state.form.paper, marks) : state.skipped;
  const lookingAgain = state.lookingAgain === field.id ? null : state.lookingAgain;
  return { ...state, marks, skipped, lookingAgain, isTouched: true, isRestOffered: false };
}

/** What stands in the current field as far as keys are concerned: what is looked at again is keyed from the start. */
export function markToKeyOn(state: KeyingState): Mark | null {
  return state.lookingAgain === state.current ? null : (state.marks[state.current] ?? null);
}

export function withOrder(state: KeyingState, order: FieldOrder): KeyingState {
  return { ...state, order, ordered: inOrder(state.form.fields, order) };
}

/** The fields that the form asks of this reply and that have no mark, in the order of keying. */
export function unansweredFields(state: KeyingState): readonly Field[] {
  return state.ordered.filter((field) => !state.skipped.has(field.id) && state.marks[field.id] === undefined);
}
