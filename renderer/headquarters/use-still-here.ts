import { useEffect } from 'react';
import { ask } from './ask.ts';

/** How often headquarters is told that somebody is at the keys, at most. */
const stillHereEveryMs = 60_000;

/** The page asks by itself every few seconds, so asking is no sign of life: keys and pointer are. */
export function useStillHere(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    let lastToldAt = performance.now();
    const tell = (): void => {
      const now = performance.now();
      if (now - lastToldAt < stillHereEveryMs) return;
      lastToldAt = now;
      // A refusal means that the session has ended, and the next question finds that out.
      ask('stillHere', {}).catch(() => {});
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const kind of kinds) addEventListener(kind, tell, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, tell);
    };
  }, [isSignedIn]);
}
