import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';

/** The files of one unit's store. They belong together: a backup takes the first three. */
export interface StoreFiles {
  readonly folder: string;
  readonly store: string;
  readonly scans: string;
  readonly keyring: string;
  readonly attempts: string;
  readonly lock: string;
  /** Empty; there from an opening to an orderly closing. Where it was left, the store's log must be there too. */
  readonly openMark: string;
  /** A restore that is under way, and the note that one leaves for the next opening. */
  readonly restoring: string;
  readonly restored: string;
  /** Why the last backup failed, until one succeeds. */
  readonly backupFailure: string;
  /** The request to headquarters that waits for its answer. */
  readonly recoveryRequest: string;
}

export function storeFilesIn(folder: string): StoreFiles {
  const at = (name: string): string => join(resolve(folder), name);
  return {
    folder: resolve(folder),
    store: at('store.postbag'),
    scans: at('scans.postbag'),
    keyring: at('keyring.json'),
    attempts: at('sign-in-attempts.json'),
    lock: at('in-use.lock'),
    openMark: at('store-is-open'),
    restoring: at('restoring.json'),
    restored: at('restored.json'),
    backupFailure: at('backup-failure.json'),
    recoveryRequest: at('recovery-request.json'),
  };
}

export function storeExists(files: StoreFiles): boolean {
  return existsSync(files.store);
}

/** Whether the store's log is gone, with what was saved last: the program died, and the file that it left isn't there. */
export function isLogMissing(files: StoreFiles): boolean {
  return existsSync(files.store) && existsSync(files.openMark) && !existsSync(`${files.store}-wal`);
}

/** Whether nothing of a store lies here: a scan or a keyring without its store belongs to one that was moved. */
export function isFolderFree(files: StoreFiles): boolean {
  return ![files.store, files.scans, files.keyring].some((file) => existsSync(file));
}

const networkFileSystems = new Set(
  'nfs nfs4 cifs smb3 smbfs afs ncpfs ceph glusterfs fuse.sshfs fuse.rclone fuse.davfs2 davfs fuse.gvfsd-fuse'.split(
    ' ',
  ),
);

/** Folder names that synchronising programs make; and the marker that they leave in or above a folder. */
const synchronisedFolder =
  /^(OneDrive( - .*)?|Dropbox( \(.*\))?|Google ?Drive|GoogleDrive-.*|My Drive|iCloud ?Drive|Mobile Documents|Nextcloud|ownCloud|Box( Sync)?|pCloudDrive|MEGA|Sync\.com|SynologyDrive|Seafile)$/i;
const synchronisedMarkers = [
  '.dropbox',
  '.dropbox.cache',
  '.nextcloudsync.log',
  '.owncloudsync.log',
  '.stfolder',
  '.seafile-data',
];

/** Which file system a path lies on, by the longest mount point above it (Linux; null where that isn't told). */
export function fileSystemOf(path: string, mountInfo: string): string | null {
  let longest = '';
  let found: string | null = null;
  for (const line of mountInfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const mountPoint = before?.split(' ')[4]?.replaceAll(String.raw`\040`, ' ');
    if (mountPoint === undefined || after === undefined) continue;
    const isAbove = mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
    if (isAbove && mountPoint.length >= longest.length) {
      longest = mountPoint;
      found = after.split(' ')[0] ?? null;
    }
  }
  return found;
}

/** Why a store can't lie here, in words that end “The folder is …”, or null where it can. */
export function whyNotLocal(folder: string, mountInfo: string | null): string | null {
  // realpath names the server of a mapped drive on Windows: \\server\share\…
  if (folder.startsWith('\\\\')) return 'on a network drive';
  const parts = folder.split(/[/\\]/);
  const synchronised = parts.find((part) => synchronisedFolder.test(part));
  if (synchronised !== undefined)
    return `in “${synchronised}”, which a program synchronises with other computers`;
  for (let depth = parts.length; depth > 0; depth--) {
    const above = parts.slice(0, depth).join('/') || '/';
    const marker = synchronisedMarkers.find((name) => existsSync(join(above, name)));
    if (marker !== undefined)
      return `in a folder that a program synchronises with other computers (${marker})`;
  }
  const fileSystem = mountInfo === null ? null : fileSystemOf(folder, mountInfo);
  return fileSystem !== null && networkFileSystems.has(fileSystem)
    ? `on a network drive (${fileSystem})`
    : null;
}

/**
 * Makes the folder if need be and refuses one that other computers write in too: SQLite's locks and the
 * order of its writes don't hold there.
 * @throws PostbagError STORE_NOT_LOCAL, STORE_NO_PERMISSION
 */
export function prepareFolder(files: StoreFiles): void {
  try {
    mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new PostbagError('STORE_NO_PERMISSION', {});
  }
  const mountInfo = process.platform === 'linux' ? readFileSync('/proc/self/mountinfo', 'utf8') : null;
  const where = whyNotLocal(realpathSync.native(files.folder), mountInfo);
  if (where !== null) throw new PostbagError('STORE_NOT_LOCAL', { where });
}
