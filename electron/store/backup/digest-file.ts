import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Sha256 } from '../../../contract/sync/hash.ts';

const blockBytes = 1024 * 1024;

/**
 * Size and SHA-256 of a file, read block by block. For threads that may wait for a disk.
 * @param beforeBlock is called before each, and may throw to end it
 */
export function digestFile(
  file: string,
  beforeBlock: () => void = () => {},
): { readonly bytes: number; readonly sha256: Sha256 } {
  const hash = createHash('sha256');
  const block = Buffer.alloc(blockBytes);
  const descriptor = openSync(file, 'r');
  let bytes = 0;
  try {
    for (;;) {
      beforeBlock();
      const read = readSync(descriptor, block);
      if (read === 0) return { bytes, sha256: hash.digest('hex') as Sha256 };
      hash.update(block.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(descriptor);
  }
}
