/**
 * The time that sending by itself goes by. Not the clock on the wall, which may be wrong or be set (S8): only how
 * much time passes. Tests put another one in its place, in which minutes pass at once.
 */
export interface Timing {
  /** Milliseconds on a clock that only runs forward. */
  readonly passedMs: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Does the work once so much time has passed. @returns a function that calls it off */
  readonly after: (waitMs: number, work: () => void) => () => void;
}

export const realTiming: Timing = {
  passedMs: () => performance.now(),
  random: Math.random,
  after(waitMs, work) {
    const timer = setTimeout(work, waitMs);
    // A planned try doesn't keep a program alive that has nothing else to do.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
