import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { backupFolderIn, nextId } from '../../../electron/store/backup/backup-files.ts';
import { runBackup } from '../../../electron/store/backup/run-backup.ts';
import type { OpenStore } from '../../../electron/store/open-store.ts';
import { setSetting } from '../../../electron/store/queries/settings.ts';
import { aStore } from '../../support/backed-up-store.ts';
import { benchFolder } from '../bench-folder.ts';
import type { Figure } from '../figure.ts';
import { quantile } from '../quantile.ts';

const megabytes = 100;
const saveEveryMs = 5;
const rounds = 3;

/** Saving goes on while the store is backed up: how long one takes then, against the same with nothing beside it. */
export const backupSave: Figure = {
  name: 'backup.save',
  about: `a save while a store of ${megabytes} MB is backed up, against one with nothing beside it`,
  async measure() {
    const folder = benchFolder();
    const store = await aStore(folder);
    const open = store.open();
    try {
      open.db.exec('CREATE TABLE ballast (bytes BLOB NOT NULL) STRICT');
      const add = open.db.prepare('INSERT INTO ballast (bytes) VALUES (?)');
      for (let megabyte = 0; megabyte < megabytes; megabyte++) add.run(randomBytes(1_000_000));
      const during: number[] = [];
      const alone: number[] = [];
      let backupMs = 0;
      for (let round = 0; round < rounds; round++) {
        const target = backupFolderIn(folder);
        const order = { ...store.files, id: nextId([target], Date.now()), folder: target, nowMs: Date.now() };
        const begunMs = performance.now();
        const run = runBackup({ kind: 'make', order, second: null }, store.key);
        await saveUntil(open, run.ended, during);
        const tookMs = performance.now() - begunMs;
        backupMs += tookMs / rounds;
        await saveUntil(open, new Promise((resolve) => setTimeout(resolve, tookMs)), alone);
      }
      const longest = Math.max(...during);
      return {
        ours: quantile(during, 0.99),
        reference: quantile(alone, 0.99),
        unit: 'ms',
        notes: [
          `p99; ${during.length} saves during ${rounds} backups of ${Math.round(backupMs)} ms`,
          `median ${quantile(during, 0.5).toFixed(2)} ms, alone ${quantile(alone, 0.5).toFixed(2)} ms`,
        ],
        limits: [{ what: 'longest save, ms', value: longest, atMost: 500 }],
      };
    } finally {
      await open.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Saves as a quick keyer does, and notes how long each took, until something has ended. */
async function saveUntil({ db }: OpenStore, end: Promise<unknown>, tookMs: number[]): Promise<void> {
  const saving = setInterval(() => {
    const begun = performance.now();
    setSetting(db, 'unit_name', `saved ${begun}`);
    tookMs.push(performance.now() - begun);
  }, saveEveryMs);
  try {
    await end;
  } finally {
    clearInterval(saving);
  }
}
