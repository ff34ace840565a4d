import type { WritableDb } from './db.ts';

// SQLite's log of what is saved (WAL): how much of it there is, and how it goes over into the file.

/** As many pages of log as SQLite makes a checkpoint of by itself. */
export const manyPages = 1000;

/** How long the log is, in pages, and how many of them are in the file by now. */
export interface LogLength {
  readonly pages: number;
  readonly takenOver: number;
}

/** Asks the connection, which mustn't be within a transaction. */
export function readLogLength(db: WritableDb): LogLength {
  return lengthOf(db, 'NOOP');
}

/** Takes over what is in the log by now, and waits for nobody: neither for who saves nor for who reads. */
export function takeLogOver(db: WritableDb): LogLength {
  return lengthOf(db, 'PASSIVE');
}

function lengthOf(db: WritableDb, mode: 'NOOP' | 'PASSIVE'): LogLength {
  const [{ log, checkpointed }] = db.pragma(`wal_checkpoint(${mode})`) as [
    { log: number; checkpointed: number },
  ];
  return { pages: log, takenOver: checkpointed };
}

/**
 * Whether a log of so many pages is to be taken over. SQLite begins it anew when nothing of it is left, so whatever is
 * left of a long one is too much.
 */
export function isDue({ pages, takenOver }: LogLength, many = manyPages): boolean {
  return pages >= many && takenOver < pages;
}
