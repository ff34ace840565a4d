import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../database/database.ts';
import { whoseDatabase } from '../database/queries/backup.ts';
import { namePrefix, writeBackup } from './write-backup.ts';

const kept = 3;

/** Backups that are made by themselves while headquarters runs. */
export interface ScheduledBackups {
  /** How many failed since the last one that was verified. */
  failures(): number;
  /** Finishes the one under way and makes no more. */
  stop(): Promise<void>;
}

/**
 * Makes a backup whenever the newest in `folder` is older than `everyMs`, and keeps the three newest. One that fails
 * is told to `onFault`, shown where health and metrics are read, and tried again after a quarter of the time; service
 * goes on.
 */
export function startBackups(
  database: Database,
  folder: string,
  everyMs: number,
  onFault: (error: unknown) => void,
): ScheduledBackups {
  const state: {
    failures: number;
    isStopped: boolean;
    running: Promise<void>;
    timer: NodeJS.Timeout | null;
  } = {
    failures: 0,
    isStopped: false,
    running: Promise.resolve(),
    timer: null,
  };
  const schedule = (afterMs: number): void => {
    if (state.isStopped) return;
    // A timer counts to 24 days and no further.
    state.timer = setTimeout(run, Math.min(Math.max(afterMs, 0), 2 ** 31 - 1)).unref();
  };
  const attempt = async (): Promise<void> => {
    try {
      await backUp(database, folder);
      state.failures = 0;
      schedule(everyMs);
    } catch (error) {
      state.failures += 1;
      onFault(error);
      schedule(everyMs / 4);
    }
  };
  const run = (): void => {
    state.running = attempt();
  };
  const begin = async (): Promise<void> => {
    const age = await newestAgeMs(database, folder);
    schedule(age === null ? 0 : everyMs - age);
  };
  state.running = begin();
  return {
    failures: () => state.failures,
    stop: async () => {
      state.isStopped = true;
      if (state.timer !== null) clearTimeout(state.timer);
      await state.running;
    },
  };
}

async function backUp(database: Database, folder: string): Promise<void> {
  await writeBackup(database, folder);
  const ours = await listOurs(database, folder);
  for (const old of ours.slice(0, -kept)) await rm(path.join(folder, old));
}

/** How old the newest backup is; null where there is none or that can't be told. */
async function newestAgeMs(database: Database, folder: string): Promise<number | null> {
  try {
    const newest = (await listOurs(database, folder)).at(-1);
    return newest === undefined ? null : Date.now() - (await stat(path.join(folder, newest))).mtimeMs;
  } catch {
    return null;
  }
}

/** The backups of this headquarters, oldest first; those of another in the same folder aren't touched. */
async function listOurs(database: Database, folder: string): Promise<readonly string[]> {
  const owner = await whoseDatabase(database.read);
  if (owner === null) return [];
  const names = await readdir(folder);
  return names
    .filter((name) => name.startsWith(namePrefix(owner.server_id)) && name.endsWith('.sql.zst'))
    .toSorted();
}
