import { connect } from './database.ts';
import type { Database } from './database.ts';
import { startCluster } from './embedded/cluster.ts';
import { watchCluster } from './embedded/watch-cluster.ts';
import { migrate } from './migrate.ts';

/** Where the data lie: in a PostgreSQL of somebody's own, or in a folder with ours in it. */
export type DatabasePlace = { readonly url: string } | { readonly folder: string };

/** Another headquarters has the folder; two would stop PostgreSQL under each other's feet. */
export class FolderInUseError extends Error {
  constructor(folder: string) {
    super(
      `Another headquarters is running with the data in ${folder}. Nothing was changed. Use that one, or name ` +
        'another folder with --data.',
    );
    this.name = 'FolderInUseError';
  }
}

/**
 * Opens the database, brings it up to date, and stops with `close` what it started. With a folder, whoever opens it
 * first is its owner, by a lock that PostgreSQL itself drops when the owner dies: a PostgreSQL that runs without an
 * owner was left behind, and is taken over; one that dies under its owner is started again. A `guest` (a short command) may use the owner's beside it. `prepare` is
 * what brings it up to date.
 *
 * @throws {FolderInUseError} where an owner is wanted and there is one.
 */
export async function openDatabase(
  place: DatabasePlace,
  as: 'owner' | 'guest',
  onLost: (error: Error) => void,
  prepare: (database: Database) => Promise<void> = migrate,
): Promise<Database> {
  if ('url' in place) return await opened(place.url, onLost, prepare, async () => {});
  const url = await startCluster(place.folder);
  const watch = await watchCluster(place.folder, url, onLost);
  if (watch === null && as === 'owner') throw new FolderInUseError(place.folder);
  return await opened(url, onLost, prepare, async () => await watch?.stop());
}

/** Opens a database that nobody else has, and changes nothing in it. @throws as `openDatabase` does for an owner */
export async function openAsItIs(place: DatabasePlace): Promise<Database> {
  return await openDatabase(
    place,
    'owner',
    () => {},
    async () => {},
  );
}

async function opened(
  url: string,
  onLost: (error: Error) => void,
  prepare: (database: Database) => Promise<void>,
  afterwards: () => Promise<void>,
): Promise<Database> {
  const database = connect(url, onLost);
  const close = async (): Promise<void> => {
    await database.close();
    await afterwards();
  };
  try {
    await prepare(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, close };
}
