import { mkdirSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TMPFS = 0x01_02_19_94;

/** Whether what is written in this folder lies in memory, where an fsync costs nothing and proves nothing. */
function isInMemory(folder: string): boolean {
  return process.platform === 'linux' && statfsSync(folder).type === TMPFS;
}

/** Makes temporary folders, here and in the programs that are started, lie on a disk. */
export function keepTemporaryFilesOnDisk(): void {
  if (!isInMemory(tmpdir())) return;
  const folder = resolve(import.meta.dirname, '../../dist/bench');
  mkdirSync(folder, { recursive: true });
  process.env['TMPDIR'] = folder;
}

export function benchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'postbag-bench-'));
}
