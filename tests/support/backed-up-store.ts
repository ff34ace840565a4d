import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { PersonId } from '../../contract/records/id.ts';
import { nextId, type Backup } from '../../electron/store/backup/backup-files.ts';
import { makeBackup, type BackupWatch } from '../../electron/store/backup/make-backup.ts';
import { writeKeyring } from '../../electron/store/keyring.ts';
import type { StoreKey } from '../../electron/store/open-database.ts';
import { openStore, type OpenStore } from '../../electron/store/open-store.ts';
import { appendAudit } from '../../electron/store/queries/audit.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';
import { insertScannedPage } from '../../electron/store/queries/scans.ts';
import { backupFolderIn } from '../../electron/store/backup/backup-files.ts';
import { storeFilesIn, type StoreFiles } from '../../electron/store/store-folder.ts';
import { temporaryFolder } from './browser-host.ts';
import { ReplyId } from '../../contract/records/id.ts';

/** A real store on the disk, to be backed up, damaged and restored, without anybody signing in. */
export interface BackedUpStore {
  readonly files: StoreFiles;
  readonly key: StoreKey;
  readonly personId: PersonId;
  open(): OpenStore;
  /** Backs it up, open or not, in this thread. */
  backUp(nowMs?: number, watch?: Partial<BackupWatch>): Backup;
}

export async function aStore(folder = temporaryFolder()): Promise<BackedUpStore> {
  mkdirSync(folder, { recursive: true });
  const files = storeFilesIn(folder);
  const key: StoreKey = randomBytes(32);
  const personId = PersonId.parse(newId());
  writeKeyring(files.keyring, { format: 'postbag-keyring/1', storeId: randomUUID(), wraps: [] });
  const store = openStore(files, key, { isNew: true });
  insertPerson(store.db, {
    id: personId,
    signInName: 'ada',
    fullName: 'Ada Example (invented)',
    initials: 'AE',
    role: 'supervisor',
    isActive: true,
  });
  insertScannedPage(store.scans, ReplyId.parse(newId()), 1, {
    mediaType: 'image/png',
    bytes: randomBytes(50_000),
  });
  await store.close();
  return {
    files,
    key,
    personId,
    open: () => openStore(files, key, { isNew: false }),
    backUp(nowMs = Date.UTC(2007, 3, 2, 9), watch = {}) {
      const target = backupFolderIn(folder);
      const order = { ...files, id: nextId([target], nowMs), folder: target, nowMs };
      return makeBackup(order, key, { demandGoingOn: () => {}, tell: () => {}, ...watch });
    },
  };
}

/** Something that can be told again: an entry in the audit. */
export function write({ db }: OpenStore, subject: string): void {
  appendAudit(db, { atMs: 0, personId: null, act: 'test.write', subject, details: {} });
}

/** The subjects that `write` wrote, in order. */
export function written({ db }: OpenStore): string[] {
  return db
    .prepare<[], { subject: string }>(`SELECT subject FROM audit WHERE act = 'test.write' ORDER BY number`)
    .all()
    .map(({ subject }) => subject);
}
