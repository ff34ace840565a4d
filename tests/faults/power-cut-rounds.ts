import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeFilesIn } from '../../electron/store/store-folder.ts';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { checkStore } from './check-store.ts';
import { fates, layAfterPowerCut } from './power-cuts.ts';
import { readRecord } from './record.ts';
import { startScriptedKeyer } from './start-scripted-keyer.ts';
import { buildWriteLogger, loggingEnvironment, readWriteLog, type LoggedWrite } from './write-log.ts';

export interface PowerCutResult {
  readonly replays: number;
  readonly syncs: number;
  /** Replays after which something acknowledged was gone, with the first thing of each. */
  readonly lost: readonly string[];
  readonly damaged: readonly string[];
}

export interface PowerCutOptions {
  readonly replays: number;
  /** What the keyer does while the log is written: 2000 saves make about two checkpoints, beside them. */
  readonly acts: number;
  readonly seed: string;
  /** The negative control: synchronous=NORMAL, which must lose. */
  readonly isControl: boolean;
}

/** Logs what the program asks of the disk while somebody keys, and replays it up to random moments. Null without a C compiler. */
export async function cutPowerAtRandomMoments(options: PowerCutOptions): Promise<PowerCutResult | null> {
  const { acts, seed, isControl } = options;
  const bench = mkdtempSync(join(tmpdir(), 'postbag-power-'));
  try {
    const library = buildWriteLogger(bench);
    if (library === null) return null;
    const folder = join(bench, 'store');
    mkdirSync(folder);
    const key = randomBytes(32);
    const log = join(bench, 'writes.log');
    await startScriptedKeyer(
      { folder, keyHex: key.toString('hex'), seed, acts, isControl },
      loggingEnvironment(library, folder, log),
    ).isGone;
    return replay(readWriteLog(log, folder), key, join(bench, 'after'), options);
  } finally {
    rmSync(bench, { recursive: true });
  }
}

function replay(
  log: readonly LoggedWrite[],
  key: Buffer,
  folder: string,
  { replays, seed }: PowerCutOptions,
): PowerCutResult {
  const { store } = storeFilesIn(folder);
  const names = new Set([store, `${store}-wal`].map((path) => path.slice(folder.length + 1)));
  // Before its first acknowledgement a store has promised nothing.
  const first = log.findIndex(({ kind, file }) => kind === 'write' && file === 'record.jsonl');
  if (first === -1) throw new Error('the log holds no acknowledgement: the library was not loaded');
  const random = seededRandom(seed);
  const lost: string[] = [];
  const damaged: string[] = [];
  for (let count = 0; count < replays; count++) {
    const moment = first + 1 + Math.floor(random() * (log.length - first));
    const fate = fates[count % fates.length]!;
    layAfterPowerCut(log, { moment, fate, random }, folder, (file) => names.has(file));
    const found = checkStore(store, key, readRecord(recordBefore(log, moment)));
    const where = `replay ${count} (${fate}, entry ${moment} of ${log.length})`;
    if (found.lost.length > 0) lost.push(`${where}: ${found.lost.length} lost, ${found.lost[0]}`);
    if (found.damaged.length > 0) damaged.push(`${where}: ${found.damaged[0]}`);
  }
  const syncs = log.filter(({ kind, file }) => kind === 'sync' && names.has(file)).length;
  return { replays, syncs, lost, damaged };
}

/** What the keyer had been told by then. It was read off the screen, so no power cut takes it back. */
function recordBefore(log: readonly LoggedWrite[], moment: number): string {
  return log
    .slice(0, moment)
    .map((write) => (write.kind === 'write' && write.file === 'record.jsonl' ? write.data.toString() : ''))
    .join('');
}
