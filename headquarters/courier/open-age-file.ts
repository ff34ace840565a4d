import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter } from 'age-encryption';
import { FileProblem } from './file-problem.ts';
import { chunkBytes, peekIntoLastChunk } from './payload-tail.ts';
import type { WatchedBytes } from './watched-bytes.ts';

/** A header of one recipient has 200 bytes. One that goes on and on is no courier file, and isn't kept in memory. */
const longestHeaderBytes = 64 * 1024;
const firstLine = Buffer.from('age-encryption.org/v1\n');
const nonceBytes = 16;

/**
 * What an age file holds, piece by piece. Where its last chunk doesn't open, its presumable content follows as a piece
 * for which `isTrusted` is false: nothing of that may be taken in, it only shows whether the file was cut or altered.
 */
export interface OpenedFile {
  readonly pieces: AsyncGenerator<Uint8Array, void>;
  isTrusted(): boolean;
}

/** @throws {FileProblem} EMPTY, NOT_AN_AGE_FILE, NOT_FOR_THIS_HEADQUARTERS, CUT_SHORT, ALTERED, here or in `pieces` */
export async function openAgeFile(bytes: WatchedBytes, ageIdentity: string): Promise<OpenedFile> {
  const { header, rest } = await readHeader(bytes);
  const fileKey = await unwrapFileKey(header, ageIdentity);
  const nonce = await readNonce(bytes, rest);
  const state = { isTrusted: true };
  return {
    isTrusted: () => state.isTrusted,
    pieces: decrypted(bytes, { header, fileKey, ...nonce }, state),
  };
}

interface Beginning {
  readonly header: Buffer;
  readonly fileKey: Uint8Array;
  readonly nonce: Buffer;
  /** What of the payload came with the nonce. */
  readonly rest: Buffer;
}

async function* decrypted(
  bytes: WatchedBytes,
  { header, fileKey, nonce, rest }: Beginning,
  state: { isTrusted: boolean },
): AsyncGenerator<Uint8Array, void> {
  const tail = new Tail();
  async function* ciphertext(): AsyncGenerator<Uint8Array, void> {
    yield header;
    yield nonce;
    for (let piece: Uint8Array | null = rest; piece !== null; piece = await bytes.next()) {
      tail.pass(piece);
      if (piece.length > 0) yield piece;
    }
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  let opened = 0;
  try {
    const stream = WebStream.from(ciphertext()) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
    for await (const chunk of await decrypter.decrypt(stream)) {
      opened += 1;
      yield chunk;
    }
  } catch (error) {
    if (bytes.failure !== null) throw error;
    for (let piece = await bytes.next(); piece !== null; piece = await bytes.next()) tail.pass(piece);
    if (opened < tail.index) throw new FileProblem('ALTERED');
    const found = peekIntoLastChunk(fileKey, nonce, { index: tail.index, bytes: tail.bytes });
    if (found === 'cut') throw new FileProblem('CUT_SHORT');
    state.isTrusted = false;
    yield found;
  }
}

/** The chunk at hand of a payload that passes by. */
class Tail {
  index = 0;
  #size = 0;
  readonly #chunk = new Uint8Array(chunkBytes);

  pass(piece: Uint8Array): void {
    for (let rest = piece; rest.length > 0;) {
      if (this.#size === chunkBytes) {
        this.#size = 0;
        this.index += 1;
      }
      const part = rest.subarray(0, chunkBytes - this.#size);
      this.#chunk.set(part, this.#size);
      this.#size += part.length;
      rest = rest.subarray(part.length);
    }
  }

  get bytes(): Uint8Array {
    return this.#chunk.subarray(0, this.#size);
  }
}

/** Up to and with the line of the MAC, which begins with three hyphens. */
async function readHeader(bytes: WatchedBytes): Promise<{ readonly header: Buffer; readonly rest: Buffer }> {
  let begun = Buffer.alloc(0);
  for (;;) {
    const macAt = begun.indexOf('\n--- ');
    const end = macAt < 0 ? -1 : begun.indexOf('\n', macAt + 1);
    if (end >= 0) return { header: begun.subarray(0, end + 1), rest: begun.subarray(end + 1) };
    const known = Math.min(begun.length, firstLine.length);
    if (!begun.subarray(0, known).equals(firstLine.subarray(0, known)) || begun.length > longestHeaderBytes) {
      throw new FileProblem('NOT_AN_AGE_FILE');
    }
    const piece = await bytes.next();
    if (piece === null) throw new FileProblem(begun.length === 0 ? 'EMPTY' : 'CUT_SHORT');
    begun = Buffer.concat([begun, piece]);
  }
}

async function unwrapFileKey(header: Buffer, ageIdentity: string): Promise<Uint8Array> {
  if (!header.subarray(0, firstLine.length).equals(firstLine)) throw new FileProblem('NOT_AN_AGE_FILE');
  const decrypter = new Decrypter();
  decrypter.addIdentity(ageIdentity);
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    const isForSomebodyElse = error instanceof Error && error.message.startsWith('no identity matched');
    throw new FileProblem(isForSomebodyElse ? 'NOT_FOR_THIS_HEADQUARTERS' : 'ALTERED');
  }
}

async function readNonce(
  bytes: WatchedBytes,
  rest: Buffer,
): Promise<{ readonly nonce: Buffer; readonly rest: Buffer }> {
  let begun = rest;
  while (begun.length < nonceBytes) {
    const piece = await bytes.next();
    if (piece === null) throw new FileProblem('CUT_SHORT');
    begun = Buffer.concat([begun, piece]);
  }
  return { nonce: begun.subarray(0, nonceBytes), rest: begun.subarray(nonceBytes) };
}
