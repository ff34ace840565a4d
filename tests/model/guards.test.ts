import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { usualLimits } from '../../contract/sync/limits.ts';
import { readLife } from '../../electron/store/queries/headquarters-life.ts';
import { receiptedThrough } from '../../electron/store/queries/receipts.ts';
import { startCluster, stopCluster } from '../../headquarters/database/embedded/cluster.ts';
import { connect } from '../../headquarters/database/database.ts';
import { migrate } from '../../headquarters/database/migrate.ts';
import { aDatabase, command } from '../support/test-database.ts';
import { runSchedule, RuleBroken } from './run-schedule.ts';
import { aStageOn } from './stage.ts';
import type { Step } from './steps.ts';
import { killWalWriter, stopWalWriter } from './wal-writer.ts';

// The model can only be trusted if it sees what the guards hold off. Here one guard at a time is taken away, in a
// variant that is put in the place of a module for this file alone, and the model has to say so.

type Guard =
  | 'unique constraint'
  | 'head first'
  | 'epoch check'
  | 'new series'
  | 'new series where a store knows that it was restored'
  | 'waiting for the disk'
  | 'order of standings'
  | 'what was said otherwise';
const removed = vi.hoisted(() => ({ guard: null as Guard | null }));

vi.mock(import('../../headquarters/database/queries/events.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const { lookBeforeStoring } = await import('./look-before-storing.ts');
  const storeEvents: typeof original.storeEvents = (...args) =>
    removed.guard === 'unique constraint' ? lookBeforeStoring(...args) : original.storeEvents(...args);
  return { ...original, storeEvents };
});

vi.mock(import('../../electron/sync/agree-on-head.ts'), async (importOriginal) => {
  const original = await importOriginal();
  // The device believes its own receipts, and asks nobody.
  const agreeOnHead: typeof original.agreeOnHead = async (...args) => {
    const [{ db }, , stream] = args;
    if (removed.guard !== 'head first') return original.agreeOnHead(...args);
    const { serverEpoch } = readLife(db);
    return { stream, serverEpoch, fromSeq: receiptedThrough(db, stream) + 1, limits: usualLimits };
  };
  return { ...original, agreeOnHead };
});

vi.mock(import('../../headquarters/database/queries/backup.ts'), async (importOriginal) => {
  const original = await importOriginal();
  // A restored headquarters goes on in the life that it had.
  const beginNewLife: typeof original.beginNewLife = (...args) =>
    removed.guard === 'epoch check' ? Promise.resolve(1) : original.beginNewLife(...args);
  return { ...original, beginNewLife };
});

vi.mock(import('../../electron/sync/place-events.ts'), async (importOriginal) => {
  const original = await importOriginal();
  // The device goes on in the series that it has, whatever headquarters has there.
  const beginEpoch: typeof original.beginEpoch = (...args) =>
    removed.guard === 'new series' ? args[1] : original.beginEpoch(...args);
  return { ...original, beginEpoch };
});

vi.mock(import('../../electron/sync/begin-due-epoch.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const beginDueEpoch: typeof original.beginDueEpoch = (...args) => {
    if (removed.guard !== 'new series where a store knows that it was restored')
      original.beginDueEpoch(...args);
  };
  return { ...original, beginDueEpoch };
});

vi.mock(import('../../headquarters/database/queries/durability.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const commitToDisk: typeof original.commitToDisk = (...args) =>
    removed.guard === 'waiting for the disk' ? Promise.resolve() : original.commitToDisk(...args);
  return { ...original, commitToDisk };
});

vi.mock(import('../../electron/store/queries/receipts.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const { lastToComeStands } = await import('./last-to-come-stands.ts');
  const putStandings: typeof original.putStandings = (...args) =>
    removed.guard === 'order of standings' ? lastToComeStands(...args) : original.putStandings(...args);
  return { ...original, putStandings };
});

vi.mock(import('../../headquarters/database/queries/standing-counter.ts'), async (importOriginal) => {
  const original = await importOriginal();
  // What was applied is thought to be the last word about it.
  const restatedSince: typeof original.restatedSince = async (...args) => {
    const restated = await original.restatedSince(...args);
    return removed.guard === 'what was said otherwise' ? { ...restated, seqs: [] } : restated;
  };
  return { ...original, restatedSince };
});

beforeEach(() => {
  removed.guard = null;
});

/** What the model says of a schedule; empty where all is well. */
async function wrongsOf(stage: ReturnType<typeof aStageOn>, schedule: readonly Step[]): Promise<string> {
  try {
    await runSchedule(stage, schedule);
    return '';
  } catch (error) {
    if (error instanceof RuleBroken) return error.message;
    throw error;
  }
}

describe('one guard taken away at a time', { timeout: 180_000 }, () => {
  let stage: ReturnType<typeof aStageOn>;
  let url: string;
  beforeAll(async () => {
    const { database, url: own } = await aDatabase();
    await database.close();
    url = own;
    stage = aStageOn(url);
  });
  afterAll(() => stage.strike());

  it('[S6] [S7] without asking for the head first, a restored store never gets through', async () => {
    const schedule: Step[] = [
      { do: 'device is backed up', store: 0 },
      { do: 'seal', store: 0, replies: 2, consultation: 0 },
      { do: 'send', store: 0, faults: [] },
      { do: 'device is restored', copy: 0, isNoticed: false },
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
    ];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'head first';
    expect(await wrongsOf(stage, schedule)).toContain('and headquarters never got it');
  });

  it('[S7] without a new epoch after a restore, a device thinks that headquarters has what it lost', async () => {
    const schedule: Step[] = [
      { do: 'headquarters is backed up' },
      { do: 'device is cloned', store: 0, isNoticed: false },
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
      { do: 'send', store: 0, faults: [] },
      { do: 'headquarters is restored', copy: 0, isLastKnown: false },
      { do: 'seal', store: 3, replies: 2, consultation: 0 },
      { do: 'send', store: 3, faults: [] },
    ];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'epoch check';
    expect(await wrongsOf(stage, schedule)).toContain('and headquarters never got it');
  });

  it('[S7] without a new series, a restored store stands before a head that is not its own', async () => {
    const schedule: Step[] = [
      { do: 'device is backed up', store: 0 },
      { do: 'seal', store: 0, replies: 2, consultation: 0 },
      { do: 'send', store: 0, faults: [] },
      { do: 'device is restored', copy: 0, isNoticed: false },
      { do: 'seal', store: 0, replies: 1, consultation: 0 },
      { do: 'send', store: 0, faults: [] },
    ];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'new series';
    expect(await wrongsOf(stage, schedule)).toContain('a send ended in FORK');
  });

  it.each<{ how: string; step: Step }>([
    { how: 'restored', step: { do: 'device is restored', copy: 0, isNoticed: true } },
    { how: 'copied', step: { do: 'device is cloned', store: 0, isNoticed: true } },
  ])(
    '[S7] a store that knows that it was $how carries nothing in the series of before',
    async ({ how, step }) => {
      const store = how === 'copied' ? 3 : 0;
      const schedule: Step[] = [
        { do: 'seal', store: 0, replies: 1, consultation: 0 },
        { do: 'send', store: 0, faults: [] },
        { do: 'device is backed up', store: 0 },
        step,
        { do: 'seal', store, replies: 1, consultation: 0 },
        { do: 'a courier file is written', store },
      ];
      expect(await wrongsOf(stage, schedule)).toBe('');
      removed.guard = 'new series where a store knows that it was restored';
      expect(await wrongsOf(stage, schedule)).toContain('which its store had left');
    },
  );

  // A store and its copy correct the same reply, and somebody chooses the copy's, and the store's after all.
  const somebodyDecides: Step = { do: 'somebody decides', which: 0, how: 0 };
  const looks: Step = { do: 'send', store: 0, faults: [] };
  const decidedTwice: Step[] = [
    { do: 'seal', store: 0, replies: 1, consultation: 0 },
    looks,
    { do: 'device is cloned', store: 0, isNoticed: false },
    { do: 'revise', store: 0, which: 0 },
    { do: 'revise', store: 3, which: 0 },
    looks,
    { do: 'send', store: 3, faults: [] },
    // The last of a series is asked about each time.
    { do: 'seal', store: 0, replies: 1, consultation: 0 },
    looks,
    somebodyDecides,
    somebodyDecides,
    looks,
  ];

  it('[S11] without asking what is said otherwise, what was applied stays so on the screen for ever', async () => {
    const schedule = [...decidedTwice, somebodyDecides];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'what was said otherwise';
    expect(await wrongsOf(stage, schedule)).toContain('store 0 shows');
  });

  it('[S12] [S17] without the order of standings, a receipt file that comes late unsays what was decided', async () => {
    const schedule: Step[] = [
      ...decidedTwice,
      { do: 'a receipt file is written', store: 0 },
      somebodyDecides,
      looks,
      { do: 'a receipt file is taken in', store: 0, file: 0 },
    ];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'order of standings';
    expect(await wrongsOf(stage, schedule)).toContain('store 0 shows');
  });

  it('[S10] without the unique constraint, a look-up first stores an event twice', async () => {
    // One store copied before it was enrolled: two devices that offer the same events at the same moment.
    const schedule: Step[] = [
      { do: 'seal', store: 2, replies: 1, consultation: 0 },
      { do: 'device is cloned', store: 2, isNoticed: false },
      { do: 'enrol', store: 2, faults: [] },
      { do: 'enrol', store: 3, faults: [] },
      { do: 'send at once', stores: [2, 3], faults: [] },
    ];
    expect(await wrongsOf(stage, schedule)).toBe('');
    removed.guard = 'unique constraint';
    await command(url, 'alter table event drop constraint event_pkey');
    expect(await wrongsOf(stage, schedule)).toContain('twice');
  });
});

describe('a PostgreSQL that is set not to wait for the disk, and crashes', { timeout: 180_000 }, () => {
  let folder: string;
  let url: string;
  let stage: ReturnType<typeof aStageOn>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-crash-'));
    url = await startCluster(folder);
    const database = connect(url, () => {});
    await migrate(database);
    await database.close();
    await command(url, 'alter database postgres set synchronous_commit = off');
    stage = aStageOn(url);
  });
  afterAll(async () => {
    await stage.strike();
    await stopCluster(folder);
    await rm(folder, { recursive: true, force: true });
  });

  /** Sends, and takes PostgreSQL's memory away before what lies in it can reach the disk by itself. */
  async function wrongsAfterCrash(): Promise<string> {
    const pid = await stopWalWriter(url);
    return await wrongsOf(stage, [
      { do: 'seal', store: 0, replies: 3, consultation: 0 },
      { do: 'send', store: 0, faults: [] },
      { do: 'database crashes', crash: () => killWalWriter(url, pid) },
    ]);
  }

  it('[S9] what has its receipt is there, because its commit waited', async () => {
    expect(await wrongsAfterCrash()).toBe('');
  });

  it('[S9] without waiting for the disk, what has its receipt is gone', async () => {
    removed.guard = 'waiting for the disk';
    expect(await wrongsAfterCrash()).toContain('gave a receipt for');
  });
});
