import { useEffect } from 'react';
import { settleFocus } from './settle-focus.ts';

/** For what stands there when the last of a list is done: its panel has gone, and the focus with it. */
export function useSettledFocus(): void {
  useEffect(() => settleFocus(null), []);
}
