import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../headquarters/database/database.ts';
import { startCluster, stopCluster } from '../../headquarters/database/embedded/cluster.ts';
import { migrate } from '../../headquarters/database/migrate.ts';
import { ModelHeadquarters } from './model-headquarters.ts';
import { makeTemplate } from './model-store.ts';
import type { Stage } from './run-schedule.ts';

/** Where waiting for the disk costs nothing, if there is such a place: a schedule cuts no power. */
const memoryFolder = '/dev/shm';

/** A stage with the database at `url`, which must be migrated. */
export function aStageOn(url: string): Stage & { strike(): Promise<void> } {
  const folder = mkdtempSync(join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'postbag-model-'));
  const headquarters = new ModelHeadquarters(url);
  return {
    headquarters,
    folder,
    template: makeTemplate(folder),
    strike: async () => {
      await headquarters.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A stage with a PostgreSQL of its own. */
export async function aStage(): Promise<ReturnType<typeof aStageOn>> {
  const folder = mkdtempSync(
    join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'postbag-model-postgres-'),
  );
  const url = await startCluster(folder);
  const database = connect(url, () => {});
  await migrate(database);
  await database.close();
  const stage = aStageOn(url);
  return {
    ...stage,
    strike: async () => {
      await stage.strike();
      await stopCluster(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
