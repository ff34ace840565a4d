/** Longer between two presses is no work: somebody is at the door, or in the tea room. */
const LONGEST_THOUGHT_MS = 60_000;

/**
 * Counts key presses and the time worked between them, with pauses left out. Time is only information for the
 * statistics; nothing is decided by it.
 */
export class EffortClock {
  #strokes = 0;
  #activeMs = 0;
  #lastPressMs: number | null = null;

  press(nowMs: number): void {
    this.#strokes += 1;
    if (this.#lastPressMs !== null) {
      this.#activeMs += Math.min(Math.max(0, nowMs - this.#lastPressMs), LONGEST_THOUGHT_MS);
    }
    this.#lastPressMs = nowMs;
  }

  /** F8: what passes until the next press isn't counted. */
  pause(): void {
    this.#lastPressMs = null;
  }

  /** What was worked since it was last taken. */
  take(): { readonly strokes: number; readonly activeMs: number } {
    const taken = { strokes: this.#strokes, activeMs: Math.round(this.#activeMs) };
    this.#strokes = 0;
    this.#activeMs = 0;
    return taken;
  }
}
