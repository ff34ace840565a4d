/** Where a store lies: the file's own number on its disk stays when it is renamed and is another one for a copy. */
export interface StorePlace {
  readonly folder: string;
  readonly machine: string;
  /** The inode, in digits; `0` where the file system has none. */
  readonly fileNumber: string;
}

export type PlaceChange = 'first' | 'same' | 'moved' | 'copied';

/**
 * What it means that a store, last open at `before`, is opened at `now` (S7). A renamed or moved folder is no copy
 * and raises no alarm; on another computer, or beside a store that is still where this one came from, it is one.
 * A file that was replaced in its own folder can't be told from one that wasn't on every file system: headquarters'
 * head tells that (S6), and FORK is the last guard (S10).
 * @param isStillThere whether a store lies at `before.folder` on this computer
 */
export function placeChange(before: StorePlace | null, now: StorePlace, isStillThere: boolean): PlaceChange {
  if (before === null) return 'first';
  if (before.machine !== now.machine) return 'copied';
  if (before.folder === now.folder) return 'same';
  const isSameFile = before.fileNumber === now.fileNumber && now.fileNumber !== '0';
  return isStillThere && !isSameFile ? 'copied' : 'moved';
}
