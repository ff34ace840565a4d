import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { PostbagError } from '../../../../contract/errors.ts';
import {
  backupFolderIn,
  lineOf,
  listBackups,
  whichGo,
} from '../../../../electron/store/backup/backup-files.ts';
import { checkContents, checkDigests } from '../../../../electron/store/backup/check-backup.ts';
import { runBackup } from '../../../../electron/store/backup/run-backup.ts';
import { copyToSecondFolder, ownFolderIn } from '../../../../electron/store/backup/second-folder.ts';
import { verifyBackup } from '../../../../electron/store/backup/verify-backup.ts';
import { writeAny } from '../../../../electron/store/db.ts';
import { readAuditHead, verifyAuditChain } from '../../../../electron/store/queries/audit.ts';
import { setSetting } from '../../../../electron/store/queries/settings.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../../faults/small-disk.ts';
import { aStore, write, type BackedUpStore } from '../../../support/backed-up-store.ts';
import { removeFolder, temporaryFolder } from '../../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function cancelled(): never {
  throw new PostbagError('BACKUP_CANCELLED', {});
}

async function given(): Promise<BackedUpStore> {
  const store = await aStore();
  folders.push(store.files.folder);
  return store;
}
const inode = (folder: string): number => statSync(join(folder, 'scans.postbag')).ino;
const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

describe('a backup', () => {
  it('is whole, is of the store as it stood while it was written to, and can’t be read without the key', async () => {
    const store = await given();
    const open = store.open();
    write(open, 'before');
    const backup = store.backUp();
    checkDigests(backup.folder, backup.manifest);
    checkContents(backup.folder, store.key, backup.manifest);
    expect(backup.manifest.scans).toEqual({ pages: 1, bytes: 50_000 });
    for (const name of ['store.postbag', 'scans.postbag']) {
      const bytes = readFileSync(join(backup.folder, name));
      expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
      expect(bytes.includes('Ada Example')).toBe(false);
    }
    await open.close();
  });

  it('notes the audit’s head; one whose audit is broken is made and kept, and says where', async () => {
    const store = await given();
    const open = store.open();
    write(open, 'one');
    write(open, 'two');
    const whole = store.backUp();
    expect(whole.manifest.audit).toEqual(verifyAuditChain(open.db));
    expect(whole.manifest.audit).toMatchObject({ brokenAt: null, head: readAuditHead(open.db)!.h });
    // Somebody with the store's key, who drops what refuses it.
    open.db.exec('DROP TRIGGER audit_is_fixed');
    writeAny(open.db, `UPDATE audit SET subject = 'three' WHERE subject = 'two'`);
    const brokenAt = readAuditHead(open.db)!.number;
    await open.close();
    const broken = store.backUp(Date.UTC(2007, 3, 3, 9));
    expect(broken.manifest).toMatchObject({
      verifiedAtMs: Date.UTC(2007, 3, 3, 9),
      audit: { entries: brokenAt - 1, brokenAt, head: null },
    });
    const [newest] = listBackups(backupFolderIn(store.files.folder));
    expect(lineOf(newest!, 'here').audit?.brokenAt).toBe(brokenAt);
    checkContents(broken.folder, store.key, broken.manifest);
  });

  it('is one of three that are kept; an older one goes only after a newer one was verified', async () => {
    const store = await given();
    for (let day = 0; day < 5; day++) store.backUp(Date.UTC(2007, 3, 2 + day, 9));
    const kept = ['000003 2007-04-04', '000004 2007-04-05', '000005 2007-04-06'];
    expect(namesIn(backupFolderIn(store.files.folder))).toEqual(kept);
    // The scans can't be copied: the store is, and then it fails.
    writeFileSync(store.files.scans, 'not a store '.repeat(1000));
    expect(() => store.backUp(Date.UTC(2007, 3, 9))).toThrow(
      expect.objectContaining({ code: 'BACKUP_FAILED' }),
    );
    expect(namesIn(backupFolderIn(store.files.folder))).toEqual(kept);
  });

  it('has the next number whatever the clock says', async () => {
    const store = await given();
    store.backUp(Date.UTC(2017, 3, 2));
    expect(store.backUp(Date.UTC(1997, 3, 2)).id).toBe('000002 1997-04-02');
    expect(listBackups(backupFolderIn(store.files.folder)).map(({ id }) => id)).toEqual([
      '000002 1997-04-02',
      '000001 2017-04-02',
    ]);
  });

  it('shares the scans with the one before while no page was added, and copies them anew when that one is damaged', async () => {
    const store = await given();
    const first = store.backUp();
    const second = store.backUp();
    expect(inode(second.folder)).toBe(inode(first.folder));
    const file = join(second.folder, 'scans.postbag');
    const bytes = readFileSync(file);
    bytes[20_000]! ^= 1;
    writeFileSync(file, bytes);
    const third = store.backUp();
    expect(inode(third.folder)).not.toBe(inode(first.folder));
    checkContents(third.folder, store.key, third.manifest);
  });

  it('that is cancelled leaves nothing: BACKUP_CANCELLED', async () => {
    const store = await given();
    expect(() => store.backUp(0, { demandGoingOn: cancelled })).toThrow('BACKUP_CANCELLED');
    expect(namesIn(backupFolderIn(store.files.folder))).toEqual([]);
  });

  it('that was killed has no final name, and is cleared away by the next', async () => {
    const store = await given();
    const folder = backupFolderIn(store.files.folder);
    mkdirSync(join(folder, '000007 2007-04-01 unfinished'), { recursive: true });
    writeFileSync(join(folder, '000007 2007-04-01 unfinished', 'store.postbag'), 'half');
    expect(listBackups(folder)).toEqual([]);
    store.backUp();
    expect(namesIn(folder)).toEqual(['000008 2007-04-02']);
  });

  it('of which a byte changed, or a file is gone, is found out and said so: BACKUP_DAMAGED', async () => {
    const store = await given();
    const { folder, manifest } = store.backUp();
    verifyBackup(folder, store.key, 5);
    expect(listBackups(join(folder, '..'))[0]?.manifest.verifiedAtMs).toBe(5);
    const file = join(folder, 'store.postbag');
    const bytes = readFileSync(file);
    bytes[5000]! ^= 1;
    writeFileSync(file, bytes);
    // Without a key, too: before anybody is signed in.
    expect(() => checkDigests(folder, manifest)).toThrow('store.postbag was changed');
    expect(() => verifyBackup(folder, store.key, 6)).toThrow('BACKUP_DAMAGED');
    expect(() => checkContents(folder, store.key, manifest)).toThrow('BACKUP_DAMAGED');
    expect(listBackups(join(folder, '..'))[0]?.manifest.verifiedAtMs).toBe(null);
    rmSync(file);
    expect(() => verifyBackup(folder, store.key, 7)).toThrow('store.postbag is not there');
    expect(() => verifyBackup(join(folder, '..', '000009 2007-04-02'), store.key, 7)).toThrow(
      'BACKUP_UNKNOWN',
    );
  });

  it('runs in a thread of its own while the store is written to, and tells how far it is', async () => {
    const store = await given();
    const open = store.open();
    const { files, key } = store;
    const folder = backupFolderIn(files.folder);
    const order = { ...files, id: '000001 2007-04-02' as never, folder, nowMs: 0 };
    const run = runBackup({ kind: 'make', order, second: null }, key);
    let saves = 0;
    const saving = setInterval(() => setSetting(open.db, 'unit_name', `saved ${(saves += 1)}`), 1);
    expect(await run.ended).toBe(null);
    clearInterval(saving);
    expect(saves).toBeGreaterThan(10);
    expect(run.progress().totalBytes).toBeGreaterThan(0);
    expect(run.progress().doneBytes).toBeLessThanOrEqual(run.progress().totalBytes);
    expect(listBackups(folder)).toHaveLength(1);
    await open.close();
  });

  it('needs a disk with room, and says which is full: BACKUP_DISK_FULL', async ({ skip }) => {
    const disk = mountSmallDisk(16);
    if (disk === null) return skip(whyNoSmallDisk);
    try {
      const store = await aStore(join(disk.folder, 'unit'));
      const first = store.backUp();
      disk.fill();
      expect(() => store.backUp()).toThrow(expect.objectContaining({ code: 'BACKUP_DISK_FULL' }));
      expect(namesIn(backupFolderIn(store.files.folder))).toEqual([first.id]);
      disk.makeRoom();
      expect(store.backUp().id).toBe('000002 2007-04-02');
    } finally {
      disk.remove();
    }
  });
});

describe('the second folder', () => {
  it('gets each backup, read back there, and keeps three', async () => {
    const store = await given();
    const second = temporaryFolder();
    folders.push(second);
    const own = ownFolderIn(second, 'abcdef0123456789');
    for (let round = 0; round < 4; round++) copyToSecondFolder(store.backUp(), second, own, () => {});
    expect(namesIn(own)).toHaveLength(3);
    const [newest] = listBackups(own);
    checkContents(newest!.folder, store.key, newest!.manifest);
  });

  it('that is away is not made anew on this disk: BACKUP_FOLDER_AWAY', async () => {
    const store = await given();
    const away = join(store.files.folder, 'no-such-stick');
    expect(() => copyToSecondFolder(store.backUp(), away, ownFolderIn(away, 'm'), () => {})).toThrow(
      'BACKUP_FOLDER_AWAY',
    );
    expect(existsSync(away)).toBe(false);
  });

  it('that nobody may write in is named: BACKUP_NO_PERMISSION', async () => {
    const store = await given();
    const file = join(store.files.folder, 'a-file');
    writeFileSync(file, '');
    // Where a folder should be lies a file: no disk lets anybody write in that.
    expect(() => copyToSecondFolder(store.backUp(), file, join(file, 'own'), () => {})).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/BACKUP_NO_PERMISSION|BACKUP_FAILED/) }),
    );
  });
});

describe('which backups go', () => {
  it('never leaves fewer than three whole ones, never takes the newest, and prefers days that differ', () => {
    const one = fc.record({ isVerified: fc.boolean(), day: fc.constantFrom('1', '2', '3', '4') });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (newestFirst) => {
        const gone = new Set(whichGo(newestFirst));
        const whole = newestFirst.filter(({ isVerified }) => isVerified);
        const kept = newestFirst.filter((backup) => !gone.has(backup));
        const keptWhole = kept.filter(({ isVerified }) => isVerified);
        expect(keptWhole).toHaveLength(Math.min(3, whole.length));
        if (whole.length > 0) expect(kept).toContain(whole[0]);
        const days = new Set(whole.map(({ day }) => day)).size;
        expect(new Set(keptWhole.map(({ day }) => day)).size).toBe(Math.min(3, days));
        if (whole.length < 3) expect(gone.size).toBe(0);
      }),
    );
  });
});
