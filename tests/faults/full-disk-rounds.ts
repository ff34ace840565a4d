import { randomBytes } from 'node:crypto';
import { PostbagError } from '../../contract/errors.ts';
import { openStore, type OpenStore } from '../../electron/store/open-store.ts';
import { refusalOfSqlite } from '../../electron/store/sqlite-refusal.ts';
import { storeFilesIn } from '../../electron/store/store-folder.ts';
import { seededRandom } from '../../scripts/make-sample-post/random.ts';
import { checkStore } from './check-store.ts';
import { deskOfKeyer, keyingScript, type Act } from './keying-script.ts';
import type { Claim } from './record.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

export interface FullDiskResult {
  /** Rounds in which the disk was filled and an act was refused for it. */
  readonly blocked: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly damaged: readonly string[];
  /** Anything but “the disk is full” that an act on a full disk was answered with. */
  readonly misnamed: readonly string[];
}

const diskMegabytes = 12;
/** What is left of the log's old pages may carry the keyer on for this long after the disk is full. */
const mostActsOnAFullDisk = 5000;
/** In one round in so many the keyer gives up, closes the store on the full disk and comes back. */
const everyRestart = 3;

/**
 * Fills the disk under a keyer at random moments. An act that is refused is tried again, as the screen does with
 * what it keeps: refused while the disk is full, done when there is room. Null where no small disk can be made.
 */
export async function fillDiskAtRandomMoments(rounds: number, seed: string): Promise<FullDiskResult | null> {
  const disk = mountSmallDisk(diskMegabytes);
  if (disk === null) return null;
  try {
    return await keyOnFillingDisk(disk, rounds, seed);
  } finally {
    disk.remove();
  }
}

async function keyOnFillingDisk(disk: SmallDisk, rounds: number, seed: string): Promise<FullDiskResult> {
  const random = seededRandom(seed);
  const files = storeFilesIn(disk.folder);
  const key = randomBytes(32);
  const claims = new Map<string, Claim>();
  const misnamed: string[] = [];
  let blocked = 0;
  let acknowledged = 0;
  let store: OpenStore = openStore(files, key, { isNew: true });
  let script = keyingScript(deskOfKeyer(store, true), seed);

  const isDone = (act: Act): boolean => {
    try {
      for (const [name, value] of Object.entries(act.run()))
        claims.set(name, { acknowledged: value, begun: [] });
      acknowledged++;
      return true;
    } catch (thrown) {
      const refusal = refusalOfSqlite(thrown, files.store);
      if (!(refusal instanceof PostbagError && refusal.code === 'DISK_FULL')) misnamed.push(String(thrown));
      return false;
    }
  };

  for (let round = 0; round < rounds; round++) {
    for (let acts = Math.floor(random() * 200); acts > 0; acts--) isDone(script.next().value);
    disk.fill();
    let refused: Act | null = null;
    for (let acts = 0; refused === null && acts < mostActsOnAFullDisk; acts++) {
      const act = script.next().value;
      if (!isDone(act)) refused = act;
    }
    if (refused === null) continue;
    blocked++;
    if (isDone(refused)) misnamed.push(`round ${round}: a full disk took what it had refused`);
    if (round % everyRestart === everyRestart - 1) {
      await store.close();
      disk.makeRoom();
      store = openStore(files, key, { isNew: false });
      script = keyingScript(deskOfKeyer(store, false), `${seed}.${round}`);
    } else {
      disk.makeRoom();
      if (!isDone(refused)) misnamed.push(`round ${round}: there is room, and it is still refused`);
    }
  }
  await store.close();
  return { blocked, acknowledged, ...checkStore(files.store, key, { claims, underWay: null }), misnamed };
}
