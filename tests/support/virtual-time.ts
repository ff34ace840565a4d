import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Timing } from '../../electron/sync/timing.ts';

/** Time that passes when a test says so. */
export interface VirtualTime extends Timing {
  /** How long the next piece of work is waited for; null where none is planned. */
  readonly plannedMs: () => number | null;
  /** Lets the time pass until the planned work begins. */
  readonly passToNext: () => void;
}

/** @param random what chance says each time */
export function virtualTime(random: () => number = () => 0.5): VirtualTime {
  let nowMs = 0;
  let planned: { readonly atMs: number; readonly work: () => void } | null = null;
  return {
    passedMs: () => nowMs,
    random,
    after(waitMs, work) {
      const own = (planned = { atMs: nowMs + waitMs, work });
      return () => {
        if (planned === own) planned = null;
      };
    },
    plannedMs: () => (planned === null ? null : planned.atMs - nowMs),
    passToNext() {
      if (planned === null) throw new Error('nothing is planned');
      const { atMs, work } = planned;
      planned = null;
      nowMs = atMs;
      work();
    },
  };
}

/** Waits for a condition that real input and output bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}
