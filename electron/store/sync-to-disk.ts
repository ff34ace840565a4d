import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Has what was written to a file reach the disk. */
export function syncFile(file: string): void {
  // For writing: Windows refuses to flush a file that was opened for reading.
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Has the names in a folder reach the disk: what makes a rename last. */
export function syncFolder(folder: string): void {
  // Windows has no fsync of a folder; its rename is durable with the file system's own journal.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
