// A file that holds lines and counted stretches, read piece by piece: however large it is, no more of it is kept than
// the part that is asked for.

/** The bytes ended in the middle of what was asked for. */
export class CutShortError extends Error {
  constructor() {
    super('The bytes end in the middle.');
    this.name = 'CutShortError';
  }
}

/** A line goes on for longer than any line may here. */
export class LineTooLongError extends Error {
  constructor(longest: number) {
    super(`A line is longer than ${longest} bytes.`);
    this.name = 'LineTooLongError';
  }
}

const lineFeed = 0x0a;

/** Reads from chunks of any size, in order. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What has come and wasn't taken yet. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /**
   * The next line without its line feed; null where there is nothing more at all.
   *
   * @throws {CutShortError} {LineTooLongError}, and whatever the chunks throw
   */
  async line(longest: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (this.#rest.length > 0 || (await this.#more())) {
      const end = this.#rest.indexOf(lineFeed);
      const part = end < 0 ? this.#rest : this.#rest.subarray(0, end);
      size += part.length;
      if (size > longest) throw new LineTooLongError(longest);
      parts.push(part);
      this.#rest = this.#rest.subarray(end < 0 ? this.#rest.length : end + 1);
      if (end >= 0) return joined(parts, size);
    }
    if (size > 0) throw new CutShortError();
    return null;
  }

  /** The next `count` bytes. @throws {CutShortError}, and whatever the chunks throw */
  async take(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count);
    let size = 0;
    while (size < count) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new CutShortError();
      const part = this.#rest.subarray(0, count - size);
      taken.set(part, size);
      size += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return taken;
  }

  /** Whether another chunk came; empty ones are passed over. */
  async #more(): Promise<boolean> {
    for (;;) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#rest = next.value;
      if (next.value.length > 0) return true;
    }
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(size);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
