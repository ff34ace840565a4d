/** Watches for how long this thread lets nothing else happen; `stop` answers the longest such time in milliseconds. */
export function longestPause(): { stop(): number } {
  let longestMs = 0;
  let lastAt = performance.now();
  let timer: NodeJS.Immediate | null = null;
  const look = (): void => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - lastAt);
    lastAt = now;
    timer = setImmediate(look);
  };
  look();
  return {
    stop() {
      if (timer !== null) clearImmediate(timer);
      return Math.max(longestMs, performance.now() - lastAt);
    },
  };
}
