import type { MouseEvent } from 'react';

/** A control that is clicked leaves the cursor where it is: the next key goes to the same field. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
