import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startCluster, stopCluster } from './cluster.ts';

/** The PostgreSQL of a data folder in the care of its owner. */
export interface WatchedCluster {
  /** Gives the care up and stops it. */
  stop(): Promise<void>;
}

/**
 * Takes the PostgreSQL of a data folder into care: whoever holds the lock owns the folder, and PostgreSQL drops the lock
 * when they die. Should PostgreSQL die under its owner (killed for want of memory, say), it is started again at the same
 * port, as often as it takes; until then whoever asks is told to come back.
 *
 * @returns null where somebody else owns it.
 */
export async function watchCluster(
  folder: string,
  url: string,
  onLost: (error: Error) => void,
): Promise<WatchedCluster | null> {
  const state: { client: Client | null; isStopped: boolean; recovering: Promise<void> } = {
    client: null,
    isStopped: false,
    recovering: Promise.resolve(),
  };
  const take = async (): Promise<boolean> => {
    const client = await connected(url);
    if (!(await becomesOwner(client))) {
      await client.end();
      return false;
    }
    state.client = client;
    client.once('end', () => {
      if (!state.isStopped) state.recovering = recover();
    });
    return true;
  };
  const recover = async (): Promise<void> => {
    onLost(new Error('PostgreSQL went away; it is started again.'));
    while (!state.isStopped) {
      try {
        await startCluster(folder, Number(new URL(url).port));
        if (await take()) return;
      } catch (error) {
        // What a killed one left behind keeps the next from starting for a moment.
        onLost(error instanceof Error ? error : new Error(String(error)));
      }
      await pause(500);
    }
  };
  if (!(await take())) return null;
  return {
    stop: async () => {
      state.isStopped = true;
      await state.recovering;
      await state.client?.end().catch(() => {});
      await stopCluster(folder);
    },
  };
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'postbag-owner' });
  // Heard as its end, too; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

// Any number will do that isn't the migrations'.
const ownerLock = 7_046_020_30;

async function becomesOwner(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    ownerLock,
  ]);
  return rows[0]?.locked === true;
}
