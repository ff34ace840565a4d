import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import type { Sha256 } from '../../../contract/sync/hash.ts';
import type { FileKey } from './file-key.ts';
import { readBack } from './read-back.ts';

/** What a file is, by its bytes. */
export interface FileFacts {
  readonly digest: Sha256;
  readonly sizeBytes: number;
}

/** Encrypts to headquarters and writes, piece by piece; what was written is on the disk when it resolves. */
export async function writeAgeFile(
  file: string,
  plaintext: AsyncIterable<Uint8Array>,
  to: { readonly recipient: string; readonly fileKey: FileKey },
  options: { readonly signal: AbortSignal; readonly onBytes: (count: number) => void },
): Promise<FileFacts> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(to.recipient);
  encrypter.addRecipient(to.fileKey);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'w', 0o600);
  try {
    for await (const chunk of await encrypter.encrypt(streamOf(plaintext))) {
      options.signal.throwIfAborted();
      await handle.writeFile(chunk);
      hash.update(chunk);
      sizeBytes += chunk.length;
      options.onBytes(chunk.length);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { digest: hash.digest('hex') as Sha256, sizeBytes };
}

/**
 * Reads a file back from its disk and opens it, piece by piece, for `read`.
 *
 * @returns what `read` made of it, and what the file is
 * @throws what `read` and the system throw, and an Error without a code where it doesn't open
 */
export async function readAgeFile<Value>(
  file: string,
  fileKey: FileKey,
  options: { readonly signal: AbortSignal; readonly onBytes: (count: number) => void },
  read: (plaintext: AsyncIterable<Uint8Array>) => Promise<Value>,
): Promise<{ readonly value: Value; readonly facts: FileFacts }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* ciphertext(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of readBack(file)) {
      options.signal.throwIfAborted();
      hash.update(chunk);
      sizeBytes += chunk.length;
      options.onBytes(chunk.length);
      yield chunk;
    }
  }
  const pieces = ciphertext();
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(fileKey);
    const value = await read(await decrypter.decrypt(streamOf(pieces)));
    return { value, facts: { digest: hash.digest('hex') as Sha256, sizeBytes } };
  } finally {
    // A reading that was broken off must not keep the stick from being taken out.
    await pieces.return();
  }
}

/** age-encryption reads the streams of the web, which Node has too. */
function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return WebStream.from(chunks) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
}
