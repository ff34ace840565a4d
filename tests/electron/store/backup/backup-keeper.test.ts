import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackupKeeper } from '../../../../electron/store/backup/backup-keeper.ts';
import { backupFolderIn, listBackups } from '../../../../electron/store/backup/backup-files.ts';
import type { OpenStore } from '../../../../electron/store/open-store.ts';
import { setSetting } from '../../../../electron/store/queries/settings.ts';
import { aStore, type BackedUpStore } from '../../../support/backed-up-store.ts';
import { removeFolder } from '../../../support/browser-host.ts';

// What comes due by itself while a store is open. Only the timers are passed by; copying and checking are real.

const hourMs = 3_600_000;

let store: BackedUpStore;
let open: OpenStore;
let keeper: BackupKeeper;
let nowMs: number;
beforeEach(async () => {
  store = await aStore();
  open = store.open();
  nowMs = Date.UTC(2007, 3, 2, 9);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  keeper = new BackupKeeper({ announce: () => {}, nowMs: () => nowMs });
});
afterEach(async () => {
  await keeper.idle();
  vi.useRealTimers();
  await open.close();
  removeFolder(store.files.folder);
});

const signsIn = (): void =>
  keeper.begin({ db: open.db, key: store.key, files: store.files, isByItself: true });
const made = (): number => listBackups(backupFolderIn(store.files.folder)).length;
/** Lets so much time pass, and what came due in it be done. */
async function passes(ms: number): Promise<void> {
  nowMs += ms;
  vi.advanceTimersByTime(ms);
  await keeper.idle();
  // What the keeper plans after a backup, it plans when that has ended.
  await nextTurn();
}

describe('backups that come due by themselves', () => {
  it('one soon after the sign-in where there is none, and then every four hours of work', async () => {
    signsIn();
    await passes(1_999);
    expect(made()).toBe(0);
    await passes(1);
    expect(made()).toBe(1);
    await passes(4 * hourMs - 1);
    expect(made()).toBe(1);
    await passes(1);
    expect(made()).toBe(2);
    await passes(4 * hourMs);
    expect(made()).toBe(3);
  });

  it('not at the sign-in where the last is young enough, but when it is as old as the setting says', async () => {
    store.backUp(nowMs - 23 * hourMs);
    signsIn();
    await passes(hourMs - 1);
    expect(made()).toBe(1);
    await passes(1);
    expect(made()).toBe(2);
  });

  it('more often than every four hours where the setting says so, each time', async () => {
    setSetting(open.db, 'backup_every_hours', '1');
    signsIn();
    await passes(2_000);
    await passes(hourMs);
    await passes(hourMs);
    expect(made()).toBe(3);
  });

  it('soon, where one came due while another was being read back', async () => {
    const { id } = store.backUp(nowMs);
    signsIn();
    const reading = keeper.verify(id, 'here');
    nowMs += 4 * hourMs;
    vi.advanceTimersByTime(4 * hourMs);
    await reading;
    await nextTurn();
    expect(made()).toBe(1);
    await passes(hourMs / 2);
    expect(made()).toBe(2);
  });

  it('none once the store is left', async () => {
    signsIn();
    keeper.leave('for-restore');
    await passes(24 * hourMs);
    expect(made()).toBe(0);
  });
});
