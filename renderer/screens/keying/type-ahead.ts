import { keyAction, type KeyPress, type KeySituation } from './key-action.ts';
import type { KeyingDesk } from './keying-desk.ts';
import { currentField, isTextual } from './keying-state.ts';

/** What a press meets on the desk; `isInForm` is whether the current field has the focus. */
export function situationOf(desk: KeyingDesk, isInForm: boolean): KeySituation {
  const { state } = desk.view;
  if (!isInForm) return { field: null, mark: null, text: '' };
  return { field: currentField(state), mark: state.marks[state.current] ?? null, text: desk.text };
}

/**
 * Fingers don't wait for the next reply to open. What is pressed between two replies is kept here and played
 * when the next one is there, so that no press is lost and none goes to the wrong paper.
 */
export class TypeAhead {
  readonly #presses: KeyPress[] = [];

  take(press: KeyPress): void {
    if (!press.repeat) this.#presses.push(press);
  }

  /** Plays what was kept, until it is played out or a reply is finished by it. */
  play(desk: KeyingDesk): void {
    while (!desk.view.isBusy) {
      const press = this.#presses.shift();
      if (press === undefined) return;
      desk.pressed();
      const action = keyAction(press, situationOf(desk, true));
      const isText = action.do === 'leave-alone' && !press.ctrlKey && !press.altKey && !press.metaKey;
      if (isText && isTextual(currentField(desk.view.state))) {
        if (press.key.length === 1) desk.insert(press.key);
        else if (press.key === 'Enter') desk.insert('\n');
      } else desk.act(action);
    }
  }
}
