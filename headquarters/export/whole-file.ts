import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that is there as a whole or not at all: under another name first, on the disk, and only then under its
 * own. Nobody else on this computer may read it.
 */
export async function writeWholeFile(
  file: string,
  work: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const unfinished = path.join(path.dirname(file), `.${path.basename(file)}.unfinished`);
  const handle = await open(unfinished, 'w', 0o600);
  try {
    // Gathered, so that a line isn't a write each.
    let pending: string[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      await handle.writeFile(pending.join(''));
      pending = [];
      size = 0;
    };
    await work(async (text) => {
      pending.push(text);
      size += text.length;
      if (size > 1_000_000) await flush();
    });
    await flush();
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}
