import { AsyncLocalStorage } from 'node:async_hooks';

// Time in the model: it goes on by a millisecond each time that somebody looks, and each computer's clock may be
// years off. Nothing may depend on it (S8), but the ids of events, which sort by it, do see it.

const RealDate = Date;

/** Years are taken as 365 days: a clock that is off is off by any amount. */
export const yearMs = 365 * 24 * 3600 * 1000;

export interface VirtualClock {
  /** So much time passes. */
  skip(ms: number): void;
  /** Gives the real clock back. */
  uninstall(): void;
}

const offMs = new AsyncLocalStorage<number>();

/**
 * Does `work`, and all that comes of it, by the clock of a computer that is off by so many milliseconds: where a device
 * asks headquarters, each of the two goes by its own.
 */
export function byClockOff<Value>(offsetMs: number, work: () => Value): Value {
  return offMs.run(offsetMs, work);
}

/** Puts virtual time in the place of the program's clock. Timers stay real: only the projection waits for one. */
export function installVirtualClock(): VirtualClock {
  let nowMs = RealDate.UTC(2027, 3, 2, 9);
  const look = (): number => (nowMs += 1) + (offMs.getStore() ?? 0);
  class VirtualDate extends RealDate {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [look()] : given) as [number]));
    }

    static override now(): number {
      return look();
    }
  }
  globalThis.Date = VirtualDate as DateConstructor;
  return {
    skip: (ms) => void (nowMs += ms),
    uninstall: () => void (globalThis.Date = RealDate),
  };
}
