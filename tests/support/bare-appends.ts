import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The least that a disk can be asked for to keep something: 4 KB appended, and fdatasync. */
export interface BareAppends {
  append(): void;
  close(): void;
}

export function openBareAppends(folder: string): BareAppends {
  const page = Buffer.alloc(4096, 0x5a);
  const file = openSync(join(folder, 'bare-appends'), 'a');
  return {
    append() {
      writeSync(file, page);
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
}
