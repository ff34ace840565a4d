import { tmpdir } from 'node:os';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { cutPowerAtRandomMoments } from './power-cut-rounds.ts';
import { layAfterPowerCut, type Fate } from './power-cuts.ts';
import { buildWriteLogger, type LoggedWrite } from './write-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postbag-cut-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const page = (letter: string): Buffer => Buffer.alloc(1024, letter);
const synced: LoggedWrite[] = [
  { kind: 'create', file: 'a' },
  { kind: 'write', file: 'a', offset: 0, data: page('1') },
  { kind: 'sync', file: 'a' },
  { kind: 'sync', file: '' },
];
const unsynced: LoggedWrite[] = [{ kind: 'write', file: 'a', offset: 0, data: page('2') }];
const after = (log: LoggedWrite[], fate: Fate, seed = 'x'): string => {
  const disk = join(folder, 'disk');
  const cut = { moment: log.length, fate, random: seededRandom(seed) };
  layAfterPowerCut(log, cut, disk, (file) => file === 'a');
  return readFileSync(join(disk, 'a'), 'latin1');
};
const half = (letter: string): string => letter.repeat(512);

describe('a disk after a power cut', () => {
  it('has what was synced, whatever became of the rest', () => {
    for (const fate of ['gone', 'dropped', 'torn'] as const)
      expect(after(synced, fate)).toBe('1'.repeat(1024));
  });

  it('has nothing of what was not, where all of that is gone', () => {
    expect(after([...synced, ...unsynced], 'gone')).toBe('1'.repeat(1024));
  });

  it('has unsynced writes whole or not at all, or torn at 512 bytes', () => {
    const seeds = Array.from({ length: 40 }, (_, index) => String(index));
    const outcomes = (fate: Fate): Set<string> =>
      new Set(seeds.map((seed) => after([...synced, ...unsynced], fate, seed)));
    expect(outcomes('dropped')).toEqual(new Set([half('1') + half('1'), half('2') + half('2')]));
    const torn = ['1', '2'].flatMap((one) => ['1', '2'].map((other) => half(one) + half(other)));
    expect(outcomes('torn')).toEqual(new Set(torn));
  });
});

/** Asked once: compiling it is the only way to know. */
const hasLogger = (): boolean => buildWriteLogger(folder) !== null;

describe('the store after a power cut', () => {
  it('has every save that it acknowledged', async ({ skip }) => {
    if (!hasLogger()) skip('no C compiler to log writes with');
    const full = await cutPowerAtRandomMoments({
      replays: 15,
      acts: 2000,
      seed: 'power-test',
      isControl: false,
    });
    expect(full).toMatchObject({ lost: [], damaged: [] });
  });

  it('would not, if it waited less for the disk: synchronous=NORMAL loses, so the test above can fail', async ({
    skip,
  }) => {
    if (!hasLogger()) skip('no C compiler to log writes with');
    const control = await cutPowerAtRandomMoments({
      replays: 9,
      acts: 400,
      seed: 'power-test',
      isControl: true,
    });
    expect(control?.lost.length).toBeGreaterThan(0);
  });
});
