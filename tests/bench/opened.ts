/** What a figure opens in the course of its measuring, closed in the opposite order. */
export class Opened implements AsyncDisposable {
  readonly #closings: (() => unknown)[] = [];

  onClose(close: () => unknown): void {
    this.#closings.push(close);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closings.toReversed()) await close();
  }
}
