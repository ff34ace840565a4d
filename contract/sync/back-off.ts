// How long a device waits before it tries again what failed on its way (the *transient* row of the errors' table).
// Every computer of every unit loses headquarters in the same second, so the waits are spread over their whole
// range: otherwise all of them would come back in the same second too.

/** The shortest wait, and the longest that is ever chosen. */
export const shortestWaitMs = 2_000;
export const longestWaitMs = 15 * 60_000;

/** What headquarters asks for is obeyed up to this; a word from a broken proxy can't silence a unit for a year. */
export const longestAskedWaitMs = 60 * 60_000;

/** The most that any wait can be. A stored plan that says more was made by another clock (S8). */
export const mostWaitMs = longestAskedWaitMs + longestWaitMs;

/** The longest wait after so many failures in a row (1, 2, 3 …): 4 s, then twice as much each time, up to 15 min. */
export function waitCeilingMs(attempts: number): number {
  // 2 ** 9 is past the ceiling already; a bound on the exponent keeps a thousandth failure from being Infinity.
  return Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(Math.max(attempts, 1), 20));
}

/**
 * The wait after so many failures in a row: anywhere from 2 s to the ceiling, all equally likely.
 *
 * @param random a number from 0 to below 1
 * @param askedMs what headquarters asked for (`Retry-After`), null where it didn't: it is waited for in full, and
 *   the spread comes after it
 */
export function waitMs(attempts: number, random: number, askedMs: number | null = null): number {
  const spread = Math.round(random * (waitCeilingMs(attempts) - shortestWaitMs));
  return Math.min(longestAskedWaitMs, Math.max(shortestWaitMs, askedMs ?? 0)) + spread;
}
