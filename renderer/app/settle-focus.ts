/**
 * After an act that takes its own panel away: the focus goes to the beginning of the screen, unless something new has
 * taken it already.
 */
export function settleFocus(panel: Element | null): void {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || panel?.contains(focused)) {
    document.getElementById('main')?.focus();
  }
}
