import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-to-disk.ts';

/**
 * Replaces a small file so that a reader sees the old one or the new one, never half of either: temporary
 * name, fsync, rename, and an fsync of the folder that makes the rename itself last.
 */
export function writeFileSafely(file: string, text: string): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncFolder(dirname(file));
}
