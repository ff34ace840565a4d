import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggedWrite } from './write-log.ts';

// A power cut, played on paper: everything that an fsync had covered by that moment is on the disk, and of what
// was written since, each piece is there, or missing, or torn into sectors of which some are there, in any
// order. A new file is in its folder for certain only once the folder itself was synced.

const sectorBytes = 512;

/** What became of the writes that no fsync had covered: all gone, each by lot, or each sector by lot. */
export const fates = ['gone', 'dropped', 'torn'] as const;
export type Fate = (typeof fates)[number];

/** One file's bytes that grow as they are written. */
class Content {
  #bytes = Buffer.alloc(0);
  #size = 0;

  write(offset: number, data: Buffer): void {
    this.resize(Math.max(this.#size, offset + data.length));
    data.copy(this.#bytes, offset);
  }

  resize(size: number): void {
    if (size > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(size, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    }
    // What lay behind a shortened end doesn't come back when the file grows again.
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}

interface Name {
  readonly content: Content;
  /** Whether the folder is known to have it. */
  isCertain: boolean;
  /** Written since the last fsync of this file, in order. */
  waiting: LoggedWrite[];
}

/**
 * Lays the files of `isKept` into `folder` as a disk has them that lost its power after `moment` entries of the
 * log. The same random numbers give the same disk.
 */
export function layAfterPowerCut(
  log: readonly LoggedWrite[],
  cut: { readonly moment: number; readonly fate: Fate; readonly random: () => number },
  folder: string,
  isKept: (file: string) => boolean,
): void {
  const names = new Map<string, Name>();
  for (const write of log.slice(0, cut.moment)) {
    const { file } = write;
    if (write.kind === 'sync' && file === '') for (const name of names.values()) name.isCertain = true;
    if (!isKept(file)) continue;
    const name = names.get(file) ?? { content: new Content(), isCertain: false, waiting: [] };
    names.set(file, name);
    // Removing a file, too, is certain only with the folder's sync; a store's files are never removed while it is open.
    if (write.kind === 'unlink') throw new Error(`${file} was removed while it was in use`);
    if (write.kind !== 'sync') name.waiting.push(write);
    else {
      for (const waiting of name.waiting) apply(name.content, waiting);
      name.waiting = [];
    }
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { fate, random } = cut;
  for (const [file, name] of names) {
    if (!name.isCertain && (fate === 'gone' || random() < 0.5)) continue;
    for (const write of name.waiting) {
      if (fate === 'torn') applyTorn(name.content, write, random);
      else if (fate === 'dropped' && random() < 0.5) apply(name.content, write);
    }
    writeFileSync(join(folder, file), name.content.bytes);
  }
}

function apply(content: Content, write: LoggedWrite): void {
  if (write.kind === 'write') content.write(write.offset, write.data);
  else if (write.kind === 'truncate') content.resize(write.size);
}

function applyTorn(content: Content, write: LoggedWrite, random: () => number): void {
  if (write.kind !== 'write') {
    if (random() < 0.5) apply(content, write);
    return;
  }
  const end = write.offset + write.data.length;
  for (let from = write.offset; from < end;) {
    // Sectors lie at multiples of their size on the disk, wherever a write begins.
    const to = Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes);
    if (random() < 0.5) content.write(from, write.data.subarray(from - write.offset, to - write.offset));
    from = to;
  }
}
