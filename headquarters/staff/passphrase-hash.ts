import { once } from 'node:events';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { PageRefusal } from '../page-refusal.ts';

/** How a passphrase was hashed; it stands beside the hash, so that a later version may ask for more. */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
}

/** A passphrase as it is kept. */
export interface PassphraseHash extends HashCost {
  readonly hash: Uint8Array;
}

/** What the thread is given. */
export interface HashWork extends HashCost {
  readonly passphrase: string;
}

// 64 MiB and 3 passes, as on the units' computers.
const freshCost = (): HashCost => ({ memoryKiB: 65_536, passes: 3, lanes: 1, salt: randomBytes(16) });

// One at a time, and few in waiting: whoever isn't signed in can't make headquarters hash without end.
const mostWaiting = 8;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

async function hashInTurn(work: HashWork): Promise<Uint8Array> {
  if (waiting >= mostWaiting) throw new PageRefusal('BUSY', {});
  waiting += 1;
  const turn = last.then(() => hashInThread(work));
  last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

async function hashInThread(work: HashWork): Promise<Uint8Array> {
  const thread = new Worker(new URL('./hash-thread.ts', import.meta.url), { workerData: work });
  const [hash] = (await once(thread, 'message')) as [Uint8Array];
  return hash;
}

/** A new passphrase, hashed for keeping. @throws {PageRefusal} BUSY */
export async function hashPassphrase(passphrase: string): Promise<PassphraseHash> {
  const cost = freshCost();
  return { ...cost, hash: await hashInTurn({ ...cost, passphrase }) };
}

/**
 * Whether it is this passphrase. Where there is none to compare with it takes as long and is false, so that names
 * can't be found out by the clock.
 *
 * @throws {PageRefusal} BUSY
 */
export async function isPassphrase(passphrase: string, kept: PassphraseHash | null): Promise<boolean> {
  const hash = await hashInTurn({ ...(kept ?? freshCost()), passphrase });
  return kept !== null && timingSafeEqual(hash, kept.hash);
}
