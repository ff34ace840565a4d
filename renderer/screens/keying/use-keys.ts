import { useLayoutEffect } from 'react';
import { keyAction, type KeySituation } from './key-action.ts';
import type { KeyingDesk } from './keying-desk.ts';
import { isBlocked } from './keying-view.ts';
import { situationOf, type TypeAhead } from './type-ahead.ts';

/** Keys that are no press of their own. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead']);

/** A question line, the dialog of keys, another screen's menu: they have their own keys. */
const ELSEWHERE = '.keying-panel, [role="dialog"], [role="listbox"]';

/**
 * Listens on the window, so that the keys that work everywhere work wherever the focus is. From the very moment at
 * which the desk is on the screen, before it is painted: between two listeners a press would be lost.
 */
export function useKeys(desk: KeyingDesk, typeAhead: TypeAhead): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || MODIFIERS.has(event.key) || target.closest(ELSEWHERE)) return;
      const { view } = desk;
      // While the disk is full nothing is typed ahead: entry is blocked, and the screen says so.
      const isLate = view.isBusy && !(view.state.isAgain && isBlocked(view));
      // A desk that was just laid has what was typed ahead still to play: nothing goes before it.
      if (isLate || typeAhead.isWaiting) {
        event.preventDefault();
        typeAhead.take(event);
        return;
      }
      if (view.isPaused && event.key !== 'F8') return;
      // Tab is how one goes round all controls; taken for *blank* where it passes the end, it would key a field.
      if (target === document.body && event.key !== 'Tab' && !view.isPaused) focusCurrent(view.state.current);
      const isInForm = Boolean(document.activeElement?.closest('[data-entry]'));
      desk.pressed();
      const action = keyAction(event, situationOf(desk, isInForm));
      if (action.do === 'leave-alone') return;
      event.preventDefault();
      desk.act(action);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [desk, typeAhead]);
}

/** Nothing of the form is there yet: only what works from anywhere is known. */
const NOWHERE: KeySituation = { field: null, mark: null, text: '' };

/**
 * Until the first reply lies on the desk, and its own keys listen: what is pressed is typed ahead. What leads away is
 * left alone, so that whoever doesn't want to wait needn't: Tab, Esc, a link's own Enter, and the browser's keys.
 */
export function useKeysAhead(isOpening: boolean, typeAhead: TypeAhead): void {
  useLayoutEffect(() => {
    if (!isOpening) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isForForm(event)) return;
      event.preventDefault();
      typeAhead.take(event);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOpening, typeAhead]);
}

function isForForm(event: KeyboardEvent): boolean {
  const { key, target } = event;
  const element = target instanceof Element ? target : document.body;
  if (element.closest(`${ELSEWHERE}, input, textarea, select`)) return false;
  if ((key === 'Enter' || key === ' ') && element.closest('a, button')) return false;
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
  const isTyped = isPlain && (key.length === 1 || key === 'Enter' || key === 'Backspace');
  return isTyped || keyAction(event, NOWHERE).do !== 'leave-alone';
}

/** The focus is never lost: a press that finds it nowhere goes to the current field. */
export function focusCurrent(field: string): void {
  const row = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
  row?.querySelector<HTMLElement>('[data-entry]')?.focus({ preventScroll: true });
}
