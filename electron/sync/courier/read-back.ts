import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** What is read at a time, and then opened and checked in one go in the thread in which somebody may be keying. */
const blockBytes = 256 * 1024;

/**
 * The bytes of a file as they lie on its disk. Just after a file was written, an ordinary read answers from memory and
 * would praise a stick that kept nothing. On Linux the read goes round the memory (O_DIRECT) where the file system
 * allows it; elsewhere Node has no way to ask for that, and what is read is what the system says the file is.
 */
export async function* readBack(file: string): AsyncGenerator<Uint8Array, void> {
  const direct = process.platform === 'linux' ? await openDirect(file) : null;
  const handle = direct ?? (await open(file, 'r'));
  const block = alignedBlock();
  try {
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(block, 0, block.length, position);
      if (bytesRead === 0) return;
      yield block.slice(0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Null where the file system can't do it, such as one in memory: it shows at the opening or at the first read. */
async function openDirect(file: string): Promise<FileHandle | null> {
  let handle: FileHandle | null = null;
  try {
    // oxlint-disable-next-line no-bitwise -- flags are bits
    handle = await open(file, constants.O_RDONLY | constants.O_DIRECT);
    await handle.read(alignedBlock(), 0, blockBytes, 0);
    return handle;
  } catch (error) {
    await handle?.close();
    if ((error as NodeJS.ErrnoException).code === 'EINVAL') return null;
    throw error;
  }
}

/** A read past the memory wants its buffer at the beginning of a page, where only those that may grow are sure to lie. */
function alignedBlock(): Uint8Array {
  return new Uint8Array(new ArrayBuffer(blockBytes, { maxByteLength: blockBytes }));
}
