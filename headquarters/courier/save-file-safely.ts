import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What was read back isn't what was written: the stick can't be trusted. */
export class NotSavedError extends Error {
  constructor(file: string) {
    super(`What was read back from ${file} is not what was written. It was removed. Take another stick.`);
    this.name = 'NotSavedError';
  }
}

/**
 * Writes a file so that there is all of it or nothing: temporary name, fsync, rename, fsync of the folder, read back.
 *
 * @throws {NotSavedError}, and what the system answers
 */
export async function saveFileSafely(file: string, text: string): Promise<void> {
  const temporary = `${file}.part`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(path.dirname(file));
  if ((await readFile(file, 'utf8')) === text) return;
  await rm(file, { force: true });
  throw new NotSavedError(file);
}

/** Windows has no such thing, and its file systems keep a journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
