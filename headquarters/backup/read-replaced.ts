import path from 'node:path';
import { FolderInUseError, openAsItIs } from '../database/open-database.ts';
import type { DatabasePlace } from '../database/open-database.ts';
import { holdsCluster } from '../database/embedded/cluster.ts';
import { migrations } from '../database/migrations/headquarters-migrations.ts';
import { listSteps } from '../database/queries/backup.ts';
import { isHeadquartersConnected } from '../database/queries/connections.ts';
import { readLastStanding } from '../database/queries/last-standing.ts';
import type { LastStanding } from '../database/queries/last-standing.ts';
import { snapshot } from '../database/snapshot.ts';

/** The headquarters that is to be replaced can't be read: what was decided there after the backup isn't known. */
export class ReplacedUnreadableError extends Error {
  constructor(named: string, reason: string) {
    super(
      `The headquarters that is to be replaced can’t be read from ${named}: ${reason} Nothing was changed. Where it ` +
        'can’t be made readable, --forget-later-revocations restores without it: then withdraw again each computer ' +
        'that was withdrawn after the backup.',
    );
    this.name = 'ReplacedUnreadableError';
  }
}

/** The headquarters that is to be replaced still runs. */
export class ReplacedRunningError extends Error {
  constructor(where: string) {
    super(
      `The headquarters that is to be replaced is still running with the data in ${where}. Nothing was changed. Stop ` +
        'it, and restore then: whom it withdrew meanwhile would be forgotten.',
    );
    this.name = 'ReplacedRunningError';
  }
}

/**
 * Reads how the headquarters stood last that a backup is to replace, from its folder or its PostgreSQL. It is left as
 * it is, and must not be running: whom it withdrew after this would be forgotten.
 *
 * @throws {ReplacedRunningError} {ReplacedUnreadableError}
 */
export async function readReplaced(named: string): Promise<LastStanding> {
  const place: DatabasePlace = /^postgres(ql)?:/.test(named)
    ? { url: named }
    : { folder: path.resolve(named) };
  // A PostgreSQL is made where there is none, and that would be an empty one.
  if ('folder' in place && !(await holdsCluster(place.folder))) {
    throw new ReplacedUnreadableError(place.folder, 'there is no database.');
  }
  // An address may hold a password.
  const shown = 'folder' in place ? place.folder : 'its PostgreSQL';
  const last = await readAt(place, shown).catch((error: unknown) => {
    if (error instanceof ReplacedUnreadableError || error instanceof ReplacedRunningError) throw error;
    if (error instanceof FolderInUseError) throw new ReplacedRunningError(shown);
    throw new ReplacedUnreadableError(shown, error instanceof Error ? error.message : String(error));
  });
  if (last === null) throw new ReplacedUnreadableError(shown, 'no headquarters has ever been there.');
  return last;
}

async function readAt(place: DatabasePlace, shown: string): Promise<LastStanding | null> {
  const database = await openAsItIs(place);
  try {
    return await snapshot(database, async (db) => {
      if (await isHeadquartersConnected(db)) throw new ReplacedRunningError(shown);
      const written = (await listSteps(db)).at(-1) ?? 0;
      const ours = migrations.at(-1)!.number;
      if (written > ours) {
        throw new ReplacedUnreadableError(
          shown,
          'a newer version of this program wrote it; restore with that one.',
        );
      }
      // Its tables lack columns that are to be filled here, and nothing may be made up for them.
      if (written > 0 && written < ours) {
        throw new ReplacedUnreadableError(
          shown,
          'an older version of this program wrote it. Any command of this one brings it up to date (`verify`, say); ' +
            'restore then.',
        );
      }
      return await readLastStanding(db);
    });
  } finally {
    await database.close();
  }
}
