/** Calls back once when nothing has started it again for so many minutes. */
export class IdleClock {
  readonly #whenIdle: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(whenIdle: () => void) {
    this.#whenIdle = whenIdle;
  }

  start(minutes: number): void {
    clearTimeout(this.#timer);
    // unref: a waiting clock must not keep the program from ending.
    this.#timer = setTimeout(this.#whenIdle, minutes * 60_000).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
