import { createDecipheriv, hkdfSync } from 'node:crypto';

// An age file is a header, a nonce of 16 bytes, and chunks of 65,536 bytes with a tag of 16 behind each; the last one
// may be shorter and is marked as the last (C2SP age, “Payload”). One byte too few, or one that was altered, and the
// last chunk doesn't open; age can't say which. To name it, the chunk is read here without its tag. What is found that
// way is believed by nobody and stored nowhere: it only tells how the structure would go on.

export const chunkBytes = 65_536 + 16;
const tagBytes = 16;

/** The chunk that a file ended in: its number from 0, and its bytes as they came. */
export interface LastChunk {
  readonly index: number;
  readonly bytes: Uint8Array;
}

/**
 * What a last chunk that doesn't open holds: `cut` where it was no last chunk when it was written or is too short for
 * one, otherwise its content as it would be if only its bytes were altered, without the tag.
 */
export function peekIntoLastChunk(
  fileKey: Uint8Array,
  nonce: Uint8Array,
  chunk: LastChunk,
): 'cut' | Uint8Array {
  if (chunk.bytes.length <= tagBytes) return 'cut';
  const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  const asMiddle = decrypted(key, chunk, 0);
  if (looksLikeText(asMiddle)) return 'cut';
  return decrypted(key, chunk, 1);
}

function decrypted(key: Buffer, { index, bytes }: LastChunk, isLast: 0 | 1): Uint8Array {
  const chunkNonce = Buffer.alloc(12);
  chunkNonce.writeUIntBE(index, 5, 6);
  chunkNonce[11] = isLast;
  const cipher = createDecipheriv('chacha20-poly1305', key, chunkNonce, { authTagLength: tagBytes });
  return cipher.update(bytes.subarray(0, bytes.length - tagBytes));
}

/** Under the wrong number a chunk is noise, of which a third is printable; documents and manifests nearly all are. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  const printable = sample.reduce((count, byte) => count + (byte >= 0x20 && byte < 0x7f ? 1 : 0), 0);
  return sample.length > 0 && printable / sample.length > 0.55;
}
