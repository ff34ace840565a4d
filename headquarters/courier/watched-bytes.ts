import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Sha256 } from '../../contract/sync/hash.ts';

/** No piece is larger, so that each opens at most one chunk of the age file and none is lost when the next doesn't open. */
const pieceBytes = 65_536;

/** The bytes of an offered file on their way: digest, size, and whether it was the reading itself that failed. */
export class WatchedBytes {
  readonly #pieces: AsyncGenerator<Uint8Array, void>;
  readonly #hash: Hash = createHash('sha256');
  sizeBytes = 0;
  /** What the source threw, if it did: a stick that was pulled out, a connection that broke. */
  failure: unknown = null;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = this.#watch(source);
  }

  /** The next piece; null at the end. */
  async next(): Promise<Uint8Array | null> {
    const next = await this.#pieces.next();
    return next.done === true ? null : next.value;
  }

  /** Reads to the end without keeping anything, for the digest's sake. */
  async drain(): Promise<void> {
    while ((await this.next()) !== null);
  }

  /** Of all that was read; asked once. */
  digest(): Sha256 {
    return this.#hash.digest('hex') as Sha256;
  }

  async *#watch(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of source) {
        this.#hash.update(chunk);
        this.sizeBytes += chunk.length;
        for (let from = 0; from < chunk.length; from += pieceBytes)
          yield chunk.subarray(from, from + pieceBytes);
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
