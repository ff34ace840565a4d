import { useEffect, type RefObject } from 'react';

/**
 * After a change of screen the focus goes to its beginning, unless the screen has put it somewhere itself. The
 * dialog of F6 keeps the focus while it fades, and its going drops it: so that is waited for.
 */
export function useFocusOnArrival(path: string, main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame = 0;
    let isDialogOpen = false;
    const settle = (): void => {
      const wasDialogOpen = isDialogOpen;
      isDialogOpen = document.querySelector('[role="dialog"]') !== null;
      const focused = document.activeElement;
      if (isDialogOpen || wasDialogOpen) frame = requestAnimationFrame(settle);
      else if (focused === null || focused === document.body || !focused.isConnected) main.current?.focus();
    };
    frame = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(frame);
  }, [path, main]);
}
