/** Before this much of a send has passed, its pace is an accident of the first consignment. */
const shortestPassedMs = 1_000;

/**
 * How long a send still takes by the pace that it had itself; null while that isn't known. In bytes, because replies
 * differ by a thousand times in size.
 */
export function timeLeftMs(run: {
  readonly passedMs: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}): number | null {
  const { passedMs, doneBytes, totalBytes } = run;
  if (doneBytes >= totalBytes) return 0;
  if (passedMs < shortestPassedMs || doneBytes <= 0) return null;
  return ((totalBytes - doneBytes) * passedMs) / doneBytes;
}
