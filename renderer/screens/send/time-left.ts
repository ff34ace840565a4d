/** How far a send was at one moment: bytes done, and when that was, by a clock that only runs forward. */
export interface Reached {
  readonly bytes: number;
  readonly atMs: number;
}

/** Before this much of a send has passed, its pace is an accident of the first parcel. */
const shortestMs = 1_000;

/**
 * What is left of a send, in words, by the pace since it began: *less than a minute left*, *about 12 min left*. Null
 * while nothing can be said. In whole minutes, so that the line doesn't flicker.
 */
export function timeLeft(begin: Reached, now: Reached, totalBytes: number): string | null {
  const passedMs = now.atMs - begin.atMs;
  const doneBytes = now.bytes - begin.bytes;
  if (passedMs < shortestMs || doneBytes <= 0 || now.bytes >= totalBytes) return null;
  const leftMinutes = ((totalBytes - now.bytes) * passedMs) / doneBytes / 60_000;
  if (leftMinutes < 1) return 'less than a minute left';
  const minutes = Math.round(leftMinutes);
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} hours left`;
}
