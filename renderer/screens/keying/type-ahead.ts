import type { FieldId } from '../../../contract/records/mark.ts';
import { keyAction, type KeyPress, type KeySituation } from './key-action.ts';
import type { KeyingDesk } from './keying-desk.ts';
import { currentField, isTextual } from './keying-state.ts';

/** What a press meets on the desk; `isInForm` is whether the current field has the focus. */
export function situationOf(desk: KeyingDesk, isInForm: boolean): KeySituation {
  const { state } = desk.view;
  if (!isInForm) return { field: null, mark: null, text: '' };
  return { field: currentField(state), mark: state.marks[state.current] ?? null, text: desk.text };
}

/** Presses that waited and turned out to be for later: for a field, or with null for the next reply. */
interface Aside {
  readonly presses: readonly KeyPress[];
  readonly desk: KeyingDesk;
  readonly goal: FieldId | null;
}

/**
 * Fingers don't wait for the next reply to open, nor for a field to be compared. What is pressed meanwhile is kept
 * here and played when its place is there, so that no press is lost and none goes to the wrong paper.
 */
export class TypeAhead {
  readonly #presses: KeyPress[] = [];
  #aside: Aside | null = null;

  /** Whether something was pressed that isn't played yet. */
  get isWaiting(): boolean {
    return this.#presses.length > 0;
  }

  take(press: KeyPress): void {
    if (!press.repeat) this.#presses.push(press);
  }

  /** The keyer looks at a field again first: what waits is played where it was meant to go. */
  setAside(desk: KeyingDesk, goal: FieldId | null): void {
    if (this.#presses.length === 0) return;
    this.#aside = { presses: this.#presses.splice(0), desk, goal };
  }

  /** There is no reply for what was pressed. */
  forget(): void {
    this.#presses.length = 0;
  }

  /** Plays what was kept, until it is played out or the desk takes no keys. */
  play(desk: KeyingDesk): void {
    this.#fetchAside(desk);
    while (!desk.view.isBusy) {
      const press = this.#presses.shift();
      if (press === undefined) return;
      desk.pressed();
      const action = keyAction(press, situationOf(desk, true));
      const isText = action.do === 'leave-alone' && !press.ctrlKey && !press.altKey && !press.metaKey;
      if (isText && isTextual(currentField(desk.view.state))) {
        if (press.key.length === 1) desk.insert(press.key);
        else if (press.key === 'Enter') desk.insert('\n');
        else if (press.key === 'Backspace') desk.rubOut();
      } else desk.act(action);
    }
  }

  #fetchAside(desk: KeyingDesk): void {
    if (this.#aside === null) return;
    const { presses, desk: from, goal } = this.#aside;
    const isThere = goal === null ? desk !== from : desk === from && desk.view.state.current === goal;
    if (isThere) this.#presses.unshift(...presses);
    // What was meant for a field that was never come to again goes with its reply.
    if (isThere || desk !== from) this.#aside = null;
  }
}
