import { useEffect, type RefObject } from 'react';

/**
 * Takes the focus to an element when it comes, or when it is wanted there. A dialog that is still fading keeps the
 * focus and drops it when it goes, so that is waited for; whatever has taken it by then keeps it.
 */
export function useTakeFocus(element: RefObject<HTMLElement | null>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    let frame = 0;
    let hasWaited = false;
    const settle = (): void => {
      if (document.querySelector('[role="dialog"]') !== null) {
        hasWaited = true;
        frame = requestAnimationFrame(settle);
        return;
      }
      const focused = document.activeElement;
      const isFree = focused === null || focused === document.body || focused.id === 'main';
      if (!hasWaited || isFree) element.current?.focus();
    };
    settle();
    return () => cancelAnimationFrame(frame);
  }, [element, isWanted]);
}
