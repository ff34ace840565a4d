import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { storeFilesIn } from '../../electron/store/store-folder.ts';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { checkStore } from './check-store.ts';
import { readRecord } from './record.ts';
import { startScriptedKeyer } from './start-scripted-keyer.ts';

export interface KillResult {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly damaged: readonly string[];
}

/** Rounds on one store before a new one is begun: the checks look at all of it each time. */
const roundsOfAStore = 20;
/** One round in so many kills while the program starts, which is when it recovers from the kill before. */
const everyStart = 8;

/**
 * Kills the scripted keyer at random moments and looks, each time, at a copy of the store's files as they lie.
 * The next round's keyer recovers the files themselves and goes on. The seed decides what is keyed and how long
 * each round waits; the processor decides where that falls.
 */
export async function killAtRandomMoments(rounds: number, seed: string): Promise<KillResult> {
  const random = seededRandom(seed);
  const found = { acknowledged: 0, lost: [] as string[], damaged: [] as string[] };
  let folder = '';
  let keyHex = '';
  try {
    for (let round = 0; round < rounds; round++) {
      if (round % roundsOfAStore === 0) {
        if (folder !== '') rmSync(folder, { recursive: true });
        folder = mkdtempSync(join(tmpdir(), 'postbag-kill-'));
        keyHex = randomBytes(32).toString('hex');
      }
      const record = join(folder, 'record.jsonl');
      const before = existsSync(record) ? readRecord(readFileSync(record, 'utf8')).acknowledgements : 0;
      await oneLife({ folder, keyHex, seed: `${seed}.${round}` }, round, random);
      const reading = readRecord(readFileSync(record, 'utf8'));
      const { lost, damaged } = checkStore(copyOf(folder), Buffer.from(keyHex, 'hex'), reading);
      found.acknowledged += reading.acknowledgements - before;
      found.lost.push(...lost.map((what) => `round ${round}: ${what}`));
      found.damaged.push(...damaged.map((what) => `round ${round}: ${what}`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

async function oneLife(
  options: { readonly folder: string; readonly keyHex: string; readonly seed: string },
  round: number,
  random: () => number,
): Promise<void> {
  const keyer = startScriptedKeyer({ ...options, acts: 100_000, isControl: false });
  // A store's very first start makes it, and there is nothing to lose yet.
  const isAtStart = round % roundsOfAStore !== 0 && round % everyStart === 0;
  if (isAtStart) await wait(random() * 400);
  else {
    await keyer.isKeying;
    await wait(random() * 300);
  }
  keyer.kill();
  await keyer.isGone;
}

/** The store's files as they lie: reading the copy leaves the recovery to the program itself. */
function copyOf(folder: string): string {
  const copy = join(folder, 'copy');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  const from = storeFilesIn(folder).store;
  const to = storeFilesIn(copy).store;
  for (const suffix of ['', '-wal']) if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  return to;
}
