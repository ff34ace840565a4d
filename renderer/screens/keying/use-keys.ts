import { useEffect } from 'react';
import { keyAction } from './key-action.ts';
import type { KeyingDesk } from './keying-desk.ts';
import { isBlocked } from './keying-view.ts';
import { situationOf, type TypeAhead } from './type-ahead.ts';

/** Keys that are no press of their own. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Dead']);

/** A question line, the dialog of keys, another screen's menu: they have their own keys. */
const ELSEWHERE = '.keying-panel, [role="dialog"], [role="listbox"]';

/** Listens on the window, so that the keys that work everywhere work wherever the focus is. */
export function useKeys(desk: KeyingDesk, typeAhead: TypeAhead): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || MODIFIERS.has(event.key) || target.closest(ELSEWHERE)) return;
      const { view } = desk;
      // While the disk is full nothing is typed ahead: entry is blocked, and the screen says so.
      if (view.isBusy && !(view.state.isAgain && isBlocked(view))) {
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

/** What has keys of its own while a reply is being opened: the way to another screen. */
const CONTROLS = 'a, button, input, textarea, select';

/**
 * Until the first reply lies on the desk, and its own keys listen: what is pressed is typed ahead. Tab and Esc aren't
 * taken, nor what is pressed on a control, so that whoever doesn't want to wait gets away.
 */
export function useKeysAhead(isOpening: boolean, typeAhead: TypeAhead): void {
  useEffect(() => {
    if (!isOpening) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      const isTaken = !MODIFIERS.has(event.key) && event.key !== 'Tab' && event.key !== 'Escape';
      if (event.defaultPrevented || !isTaken || target.closest(`${ELSEWHERE}, ${CONTROLS}`)) return;
      event.preventDefault();
      typeAhead.take(event);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOpening, typeAhead]);
}

/** The focus is never lost: a press that finds it nowhere goes to the current field. */
export function focusCurrent(field: string): void {
  const row = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
  row?.querySelector<HTMLElement>('[data-entry]')?.focus({ preventScroll: true });
}
