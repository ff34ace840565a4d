import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeBackup } from '../../headquarters/backup/write-backup.ts';
import { restoreBackup } from '../../headquarters/backup/restore-backup.ts';
import { connect } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { startHeadquarters } from '../../headquarters/start.ts';
import { anEmptyDatabase } from './test-database.ts';

/** A backup of a headquarters, and the headquarters that comes of it. */
export interface HeadquartersBackup {
  /** Restores it into a database of its own, and starts it there. */
  restore(): Promise<RestoredHeadquarters>;
  /** Deletes the file. */
  remove(): Promise<void>;
}

export interface RestoredHeadquarters {
  readonly url: string;
  readonly database: Database;
  /** Once everything that arrived has been read. */
  hasRead(): Promise<void>;
  stop(): Promise<void>;
}

/** Backs a headquarters up as it stands now, with its own command's code. */
export async function aBackupOf(database: Database): Promise<HeadquartersBackup> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-backup-'));
  const { file } = await writeBackup(database, folder);
  return {
    async restore() {
      const restored = connect(await anEmptyDatabase(), () => {});
      await restoreBackup(restored, file, null);
      const running = await startHeadquarters(restored, { host: '127.0.0.1', port: 0 });
      return {
        url: running.address,
        database: restored,
        hasRead: () => running.projector.idle(),
        async stop() {
          await running.stop();
          await restored.close();
        },
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
