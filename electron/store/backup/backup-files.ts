import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AuditVerdict } from '../../../contract/bridge/audit.ts';
import { BackupId, type BackupLine, type BackupPlace } from '../../../contract/bridge/backups.ts';
import { EpochMs } from '../../../contract/records/calendar-date.ts';
import { Sha256 } from '../../../contract/sync/hash.ts';
import { writeFileSafely } from '../write-file-safely.ts';

// A backup is a folder with the store, the scans and the keyring as they lie (so it is as unreadable as they are)
// and this description, by whose digests it can be checked without a key. It gets its name when it is whole: what
// is called “… unfinished” was interrupted.

const FileLine = z.strictObject({ bytes: z.int().nonnegative(), sha256: Sha256 });

const BackupManifest = z.strictObject({
  format: z.literal('postbag-backup/1'),
  storeId: z.string(),
  storeVersion: z.int(),
  madeAtMs: EpochMs,
  replies: z.int().nonnegative(),
  scans: z.strictObject({ pages: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  verifiedAtMs: EpochMs.nullable(),
  /** What recomputing the audit in this copy came to; null in a backup from before that was done. */
  audit: AuditVerdict.nullable().default(null),
  files: z.strictObject({
    'store.postbag': FileLine,
    'scans.postbag': FileLine,
    'keyring.json': FileLine,
  }),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

export const backedUpFiles = ['store.postbag', 'scans.postbag', 'keyring.json'] as const;

const manifestName = 'backup.json';
const unfinished = ' unfinished';

/** Where a store's backups lie unless told otherwise. */
export const backupFolderIn = (storeFolder: string): string => join(storeFolder, 'backups');

export const unfinishedName = (id: BackupId): string => `${id}${unfinished}`;

/** A backup that has its name, with its description. */
export interface Backup {
  readonly id: BackupId;
  readonly folder: string;
  readonly manifest: BackupManifest;
}

export const numberOf = (id: BackupId): number => Number(id.slice(0, 6));

/** The next backup's id, above all that any of the folders holds. */
export function nextId(folders: readonly string[], nowMs: number): BackupId {
  const taken = folders.flatMap(namesIn).map((name) => Number(/^\d{6}/.exec(name)?.[0] ?? 0));
  const number = Math.max(0, ...taken) + 1;
  return BackupId.parse(`${String(number).padStart(6, '0')} ${new Date(nowMs).toISOString().slice(0, 10)}`);
}

/** The backups in a folder, the newest first. One whose description can't be read isn't one. */
export function listBackups(folder: string): Backup[] {
  return namesIn(folder)
    .flatMap((name) => {
      const backup = readBackup(folder, name);
      return backup === null ? [] : [backup];
    })
    .toSorted((one, other) => numberOf(other.id) - numberOf(one.id));
}

/** One backup by its folder's name, null where there is none of that name. */
export function readBackup(folder: string, name: string): Backup | null {
  const id = BackupId.safeParse(name);
  if (!id.success) return null;
  try {
    const text = readFileSync(join(folder, name, manifestName), 'utf8');
    return { id: id.data, folder: join(folder, name), manifest: BackupManifest.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}

export function writeManifest(folder: string, manifest: BackupManifest): void {
  writeFileSafely(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
}

export const lineOf = ({ id, folder, manifest }: Backup, place: BackupPlace): BackupLine => ({
  id,
  place,
  folder,
  madeAtMs: manifest.madeAtMs,
  sizeBytes: backedUpFiles.reduce((sum, name) => sum + manifest.files[name].bytes, 0),
  replies: manifest.replies,
  verifiedAtMs: manifest.verifiedAtMs,
  audit: manifest.audit,
});

const mostKept = 3;

/**
 * Which backups go once a new one was verified: all but three that are whole. Of several that were made on one day
 * the newest is preferred, so that a mistake of yesterday can still be gone back behind. Damaged ones go as soon as
 * there are three whole ones.
 */
export function whichGo<Kept extends { readonly isVerified: boolean; readonly day: string }>(
  newestFirst: readonly Kept[],
): Kept[] {
  const whole = newestFirst.filter(({ isVerified }) => isVerified);
  const ofDays = whole.filter((one, index) => whole.findIndex(({ day }) => day === one.day) === index);
  const kept = new Set<Kept>();
  for (const one of [...ofDays, ...whole]) if (kept.size < mostKept) kept.add(one);
  return kept.size < mostKept ? [] : newestFirst.filter((one) => !kept.has(one));
}

/** Takes away what `whichGo` names. */
export function removeOldBackups(folder: string): void {
  const backups = listBackups(folder).map((backup) => ({
    ...backup,
    isVerified: backup.manifest.verifiedAtMs !== null,
    day: backup.id.slice(7),
  }));
  for (const { folder: old } of whichGo(backups)) {
    // Its name goes first: half of a backup must not be taken for one.
    renameSync(old, old + unfinished);
    rmSync(old + unfinished, { recursive: true, force: true });
  }
}

/** Takes away what an interrupted backup left: it was never one. */
export function removeUnfinished(folder: string): void {
  for (const name of namesIn(folder).filter((one) => one.endsWith(unfinished))) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
