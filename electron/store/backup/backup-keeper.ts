import type { BackupFailure, BackupId, BackupPlace, BackupState } from '../../../contract/bridge/backups.ts';
import { PostbagError } from '../../../contract/errors.ts';
import type { Announcement } from '../../../contract/pipe.ts';
import type { ReadableDb } from '../db.ts';
import type { StoreKey } from '../open-database.ts';
import { changesSoFar } from '../queries/copy-database.ts';
import { readPlaceNotice } from '../queries/store-places.ts';
import type { StoreFiles } from '../store-folder.ts';
import { backupFolderIn, lineOf, listBackups, nextId, readBackup, type Backup } from './backup-files.ts';
import { keepFailures, readFailures, type BackupFailures } from './backup-failures.ts';
import { readBackupSettings } from './backup-settings.ts';
import { runBackup, type BackupJob, type RunningBackup } from './run-backup.ts';

// Makes the backups without being asked: soon after somebody signs in, if the last is older than it should be; every
// four hours of work, or more often where the setting says so; and when the store is left, if anything was written. The
// thread that copies has a connection of its own, so that keying goes on, and goes on itself after the store was closed.

/** A store that is open. One that isn't backed up by itself still is when somebody asks. */
interface Kept {
  readonly db: ReadableDb;
  readonly key: StoreKey;
  readonly files: StoreFiles;
  readonly isByItself: boolean;
}

/** Why a store is closed: somebody signed out, the screen was locked, or its files are about to be exchanged. */
export type Leaving = 'for-good' | 'briefly' | 'for-restore';

export interface KeeperOptions {
  readonly announce: (announcement: Announcement) => void;
  readonly nowMs: () => number;
}

const hourMs = 3_600_000;
const ofWorkMs = 4 * hourMs;
/** After a sign-in, so that the first screen is there before the disk is busy. */
const afterSignInMs = 2_000;
const afterFailureMs = hourMs / 2;
const tellEveryMs = 300;

export class BackupKeeper {
  readonly #options: KeeperOptions;
  #kept: Kept | null = null;
  #changesBackedUp = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: RunningBackup | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** A store was opened. */
  begin(kept: Kept): void {
    this.#kept = kept;
    this.#changesBackedUp = changesSoFar(kept.db);
    this.settingsChanged();
  }

  /** Plans the next backup by the settings as they are now. */
  settingsChanged(): void {
    if (!this.#kept?.isByItself) return;
    const dueMs = readBackupSettings(this.#kept.db).everyHours * hourMs;
    this.#plan(Math.max(afterSignInMs, Math.min(ofWorkMs, dueMs - this.#ageMs(this.#kept))));
  }

  /** The store is about to be closed: what was written is backed up, unless somebody is only away for a while. */
  leave(how: Leaving): void {
    clearTimeout(this.#timer);
    const kept = this.#kept;
    this.#kept = null;
    if (!kept?.isByItself || this.#running !== null || how === 'for-restore') return;
    if (changesSoFar(kept.db) === this.#changesBackedUp) return;
    if (how === 'briefly' && this.#ageMs(kept) < whileWorkingMs(kept.db)) return;
    // How it ended is noted, and told after the next sign-in.
    this.#make(kept).catch(() => undefined);
  }

  /** When nothing is being copied or checked any more. */
  async idle(): Promise<void> {
    await this.#running?.ended.catch(() => undefined);
  }

  /** @throws PostbagError BACKUP_RUNNING, BACKUP_CANCELLED, BACKUP_FAILED, BACKUP_DISK_FULL, BACKUP_NO_PERMISSION */
  async make(): Promise<void> {
    if (this.#kept !== null) await this.#make(this.#kept);
  }

  async cancel(): Promise<void> {
    this.#running?.cancel();
    await this.idle();
  }

  /** Reads a backup back whole. @throws PostbagError BACKUP_UNKNOWN, BACKUP_DAMAGED, BACKUP_RUNNING */
  async verify(id: BackupId, place: BackupPlace): Promise<Backup> {
    const kept = this.#kept;
    if (kept === null) throw new PostbagError('NOT_SIGNED_IN', {});
    const folder =
      place === 'here' ? backupFolderIn(kept.files.folder) : readBackupSettings(kept.db).ownFolder;
    const backup = folder === null ? null : readBackup(folder, id);
    if (backup === null) throw new PostbagError('BACKUP_UNKNOWN', {});
    try {
      await this.#run({ kind: 'verify', folder: backup.folder, nowMs: this.#options.nowMs() }, kept.key);
    } finally {
      this.#options.announce({ topic: 'store-changed' });
    }
    return backup;
  }

  state(db: ReadableDb, files: StoreFiles): BackupState {
    const { everyHours, secondFolder, ownFolder } = readBackupSettings(db);
    const folder = backupFolderIn(files.folder);
    return {
      folder,
      secondFolder,
      everyHours,
      progress: this.#running?.progress() ?? null,
      ...readFailures(files.backupFailure),
      lines: [
        ...listBackups(folder).map((backup) => lineOf(backup, 'here')),
        ...(ownFolder === null ? [] : listBackups(ownFolder).map((backup) => lineOf(backup, 'second'))),
      ],
      notice: readPlaceNotice(db),
    };
  }

  #plan(inMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#kept?.isByItself) return;
    // unref: a backup that is due must not keep the program from ending.
    this.#timer = setTimeout(() => void this.make().catch(() => undefined), inMs).unref();
  }

  async #make(kept: Kept): Promise<void> {
    const { db, key, files } = kept;
    const { secondFolder, ownFolder } = readBackupSettings(db);
    const folder = backupFolderIn(files.folder);
    const nowMs = this.#options.nowMs();
    const changes = changesSoFar(db);
    const second = secondFolder === null || ownFolder === null ? null : { folder: secondFolder, ownFolder };
    const id = nextId(ownFolder === null ? [folder] : [folder, ownFolder], nowMs);
    const { store, scans, keyring } = files;
    const run = this.#run({ kind: 'make', order: { id, store, scans, keyring, folder, nowMs }, second }, key);
    const before = readFailures(files.backupFailure);
    try {
      const secondRefusal = await run;
      this.#changesBackedUp = changes;
      this.#note(files, { failure: null, secondFailure: secondRefusal && failureOf(secondRefusal, nowMs) });
      if (this.#kept === kept) this.#plan(secondRefusal === null ? whileWorkingMs(db) : afterFailureMs);
    } catch (error) {
      const code = error instanceof PostbagError ? error.code : null;
      // A person's Cancel holds; where another is read back just now, this one has its turn soon.
      if (error instanceof PostbagError && code !== 'BACKUP_CANCELLED' && code !== 'BACKUP_RUNNING')
        this.#note(files, { ...before, failure: failureOf(error, nowMs) });
      if (this.#kept === kept) this.#plan(code === 'BACKUP_CANCELLED' ? whileWorkingMs(db) : afterFailureMs);
      throw error;
    } finally {
      this.#options.announce({ topic: 'store-changed' });
    }
  }

  /** One thread at a time. */
  async #run(job: BackupJob, key: StoreKey): Promise<PostbagError | null> {
    if (this.#running !== null) throw new PostbagError('BACKUP_RUNNING', {});
    const { announce } = this.#options;
    const running = runBackup(job, key);
    this.#running = running;
    const telling = setInterval(
      () => announce({ topic: 'backup-progress', ...running.progress() }),
      tellEveryMs,
    );
    try {
      return await running.ended;
    } finally {
      clearInterval(telling);
      this.#running = null;
    }
  }

  #note(files: StoreFiles, failures: BackupFailures): void {
    keepFailures(files.backupFailure, failures);
  }

  /** How old the newest backup is that is whole; Infinity where there is none, or one from the future. */
  #ageMs({ files }: Kept): number {
    const newest = listBackups(backupFolderIn(files.folder)).find(
      ({ manifest }) => manifest.verifiedAtMs !== null,
    );
    const ageMs = newest === undefined ? Infinity : this.#options.nowMs() - newest.manifest.madeAtMs;
    return ageMs < 0 ? Infinity : ageMs;
  }
}

/** How long after one the next is due while somebody works. */
function whileWorkingMs(db: ReadableDb): number {
  return Math.min(ofWorkMs, readBackupSettings(db).everyHours * hourMs);
}

function failureOf(refusal: PostbagError, atMs: number): BackupFailure {
  return { atMs, code: refusal.code, details: { ...refusal.details } };
}
