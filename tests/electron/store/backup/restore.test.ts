import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { finishRestore, isRestoreBegun, restoreBackup } from '../../../../electron/store/backup/restore.ts';
import type { Backup } from '../../../../electron/store/backup/backup-files.ts';
import { placeOfDueEpoch, readPlaceNotice } from '../../../../electron/store/queries/store-places.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../../faults/small-disk.ts';
import { aStore, write, written, type BackedUpStore } from '../../../support/backed-up-store.ts';
import { removeFolder, temporaryFolder } from '../../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

const all = ['store.postbag', 'scans.postbag', 'keyring.json'] as const;

/** A store whose backup says “before” and that says “after” itself. */
async function given(): Promise<{ readonly store: BackedUpStore; readonly backup: Backup }> {
  const store = await aStore();
  folders.push(store.files.folder);
  const first = store.open();
  write(first, 'before');
  await first.close();
  const backup = store.backUp();
  const second = store.open();
  write(second, 'after');
  await second.close();
  return { store, backup };
}

const order = (backup: Backup) => ({ backup, names: all, nowMs: Date.UTC(2007, 3, 5), by: null });

async function whatItSays(store: BackedUpStore): Promise<string[]> {
  const open = store.open();
  const said = written(open);
  await open.close();
  return said;
}

function diskIsFull(): never {
  throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
}

const setAside = (store: BackedUpStore) =>
  readdirSync(store.files.folder).filter((name) => name.startsWith('store-set-aside-'));

describe('restoring', () => {
  it('puts the backup in the store’s place and the store aside, whole; both are told, and a new series is due [S7]', async () => {
    const { store, backup } = await given();
    restoreBackup(store.files, order(backup));
    const open = store.open();
    expect(written(open)).toEqual(['before']);
    expect(placeOfDueEpoch(open.db)).not.toBeNull();
    expect(readPlaceNotice(open.db)).toMatchObject({ why: 'restored', unsentReplies: 0 });
    expect(open.db.prepare(`SELECT count(*) AS n FROM audit WHERE act = 'backups.restore'`).get()).toEqual({
      n: 1,
    });
    await open.close();
    const [aside] = setAside(store);
    expect(aside).toBe('store-set-aside-2007-04-05');
    for (const name of all)
      renameSync(join(store.files.folder, aside!, name), join(store.files.folder, name));
    expect(await whatItSays(store)).toEqual(['before', 'after']);
  });

  it('takes what was set aside before for nobody’s: each restore has a folder of its own', async () => {
    const { store, backup } = await given();
    restoreBackup(store.files, order(backup));
    restoreBackup(store.files, order(backup));
    expect(setAside(store)).toHaveLength(2);
  });

  it('changes nothing where the backup is not whole: BACKUP_DAMAGED', async () => {
    const { store, backup } = await given();
    truncateSync(join(backup.folder, 'store.postbag'), 8192);
    expect(() => restoreBackup(store.files, order(backup))).toThrow('BACKUP_DAMAGED');
    expect(setAside(store)).toEqual([]);
    expect(await whatItSays(store)).toEqual(['before', 'after']);
  });

  it('changes nothing where the disk refuses: RESTORE_FAILED', async () => {
    const { store, backup } = await given();
    expect(() => restoreBackup(store.files, order(backup), diskIsFull)).toThrow(
      expect.objectContaining({ code: 'RESTORE_FAILED', details: { reason: 'the disk is full' } }),
    );
    expect(await whatItSays(store)).toEqual(['before', 'after']);
  });
});

describe('[S7] a restore that the power switch ends', () => {
  it('at each of its steps leaves the old store or the new one, never a mixture, and loses neither', async () => {
    const fresh = await given();
    const { store, backup } = fresh;
    const { folder } = store.files;
    const asItWas = temporaryFolder();
    folders.push(asItWas);
    cpSync(folder, asItWas, { recursive: true });
    const steps: string[] = [];
    // Once to the end, to learn the steps.
    restoreBackup(store.files, order(backup), (step) => steps.push(step));
    expect(steps.length).toBeGreaterThan(10);
    const noted = steps.indexOf('noted');
    for (const [index, step] of steps.entries()) {
      rmSync(folder, { recursive: true });
      cpSync(asItWas, folder, { recursive: true });
      killAt(fresh, step);
      const said = await whatItSays(store);
      expect(said, `killed after ${step}`).toEqual(index < noted ? ['before', 'after'] : ['before']);
      expect(isRestoreBegun(store.files)).toBe(false);
      const [aside] = setAside(store);
      expect(aside === undefined, step).toBe(index < noted);
      if (aside !== undefined) {
        const names = readdirSync(join(folder, aside));
        expect(names, step).toEqual(expect.arrayContaining([...all]));
      }
    }
  }, 180_000);
});

/** Restores in a process of its own that is killed after a step. */
function killAt(
  { store, backup }: { readonly store: BackedUpStore; readonly backup: Backup },
  step: string,
): void {
  const script = `
    import { restoreBackup } from ${JSON.stringify(join(import.meta.dirname, '../../../../electron/store/backup/restore.ts'))};
    restoreBackup(${JSON.stringify(store.files)}, ${JSON.stringify(order(backup))},
      (step) => { if (step === ${JSON.stringify(step)}) process.kill(process.pid, 'SIGKILL'); });`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(signal, String(stderr)).toBe('SIGKILL');
}

describe('what is wrong with a store', () => {
  it('a missing log is said and nothing is opened without it: STORE_LOG_MISSING', async () => {
    const { store } = await given();
    const open = store.open();
    write(open, 'only in the log');
    // As a killed program leaves it: the files as they lie.
    const files = ['store.postbag', 'store.postbag-wal', 'store-is-open'];
    const kept = files.map((name) => readFileSync(join(store.files.folder, name)));
    await open.close();
    files.forEach((name, index) => writeFileSync(join(store.files.folder, name), kept[index]!));
    const log = join(store.files.folder, 'store.postbag-wal');
    renameSync(log, `${log}.elsewhere`);
    expect(() => store.open()).toThrow(expect.objectContaining({ code: 'STORE_LOG_MISSING' }));
    renameSync(`${log}.elsewhere`, log);
    expect(await whatItSays(store)).toEqual(['before', 'after', 'only in the log']);
  });

  it.each([
    ['truncated', (file: string) => truncateSync(file, 16_384)],
    ['overwritten by something else', (file: string) => writeFileSync(file, 'not a database '.repeat(2000))],
    ['empty of all but its name', (file: string) => writeFileSync(file, Buffer.alloc(4096))],
    ['of no length', (file: string) => truncateSync(file, 0)],
    ['a plain SQLite file', (file: string) => writeFileSync(file, 'SQLite format 3\0'.padEnd(8192, '\0'))],
  ])(
    'one that is %s is refused as it lies, and a backup opens in its place: STORE_NOT_A_STORE',
    async (_, harm) => {
      const { store, backup } = await given();
      harm(store.files.store);
      const harmed = readFileSync(store.files.store);
      expect(() => store.open()).toThrow(expect.objectContaining({ code: 'STORE_NOT_A_STORE' }));
      expect(readFileSync(store.files.store).equals(harmed)).toBe(true);
      restoreBackup(store.files, { ...order(backup), names: ['store.postbag', 'scans.postbag'] });
      expect(await whatItSays(store)).toEqual(['before']);
      const [aside] = setAside(store);
      expect(readFileSync(join(store.files.folder, aside!, 'store.postbag')).equals(harmed)).toBe(true);
    },
  );

  it('a full disk at the opening is said as one, and with room the store opens: STORE_DISK_FULL', async ({
    skip,
  }) => {
    const disk = mountSmallDisk(8);
    if (disk === null) return skip(whyNoSmallDisk);
    try {
      const store = await aStore(join(disk.folder, 'unit'));
      disk.fill();
      expect(() => store.open()).toThrow(expect.objectContaining({ code: 'STORE_DISK_FULL' }));
      disk.makeRoom();
      expect(await whatItSays(store)).toEqual([]);
    } finally {
      disk.remove();
    }
  });

  it('what an interrupted restore had copied, before it decided anything, is cleared away', async () => {
    const { store, backup } = await given();
    killAt({ store, backup }, 'copied store.postbag');
    expect(existsSync(join(store.files.folder, 'restoring'))).toBe(true);
    finishRestore(store.files);
    expect(existsSync(join(store.files.folder, 'restoring'))).toBe(false);
  });
});
