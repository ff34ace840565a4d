import { allRows, getRow, inTransaction, write, type ReadableDb, type WritableDb } from '../db.ts';

// What a backup asks of the two encrypted files, beside their contents.

/** Writes the store as it stands at this moment into a new file, under the same key. Writers go on meanwhile. */
export function writeCopy(db: WritableDb, file: string): void {
  // A statement that is kept would hold the database open for a second one; this runs once.
  db.prepare('VACUUM INTO ?').run(file);
}

/** What SQLite finds wrong in a file, every page of which is read and its authentication code checked; empty where all is well. */
export function faultsOf(db: ReadableDb): string[] {
  return allRows<{ integrity_check: string }>(db, 'PRAGMA integrity_check(20)')
    .map((row) => row.integrity_check)
    .filter((finding) => finding !== 'ok');
}

/** Counts by which a copy is compared with the store. All of them only ever grow. */
export interface StoreCounts {
  readonly replies: number;
  readonly keyings: number;
  readonly events: number;
  readonly receipts: number;
  readonly audit: number;
}

export function countStore(db: ReadableDb): StoreCounts {
  return getRow<StoreCounts>(
    db,
    `SELECT (SELECT count(*) FROM reply) AS replies, (SELECT count(*) FROM keying) AS keyings,
       (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM receipt) AS receipts,
       (SELECT count(*) FROM audit) AS audit`,
  )!;
}

/** How many scanned pages there are, and their bytes. Pages are only ever added. */
export interface ScanCounts {
  readonly pages: number;
  readonly bytes: number;
}

export function countScans(scans: ReadableDb): ScanCounts {
  return getRow<ScanCounts>(
    scans,
    'SELECT count(*) AS pages, coalesce(sum(length(bytes)), 0) AS bytes FROM page',
  )!;
}

interface PageRow {
  readonly rowid: number;
  readonly reply_id: string;
  readonly page: number;
  readonly media_type: string;
  readonly bytes: Buffer;
}

/** So many pages a transaction: a few megabytes, after which somebody may cancel. */
const pagesAtOnce = 20;

/** Copies every scanned page into an empty file of scans. `afterSome` is told the bytes so far, and may throw to end it. */
export function copyScans(from: ReadableDb, to: WritableDb, afterSome: (doneBytes: number) => void): void {
  let doneBytes = 0;
  let lastRow = 0;
  for (;;) {
    // By the rowid: pages that are taken in meanwhile come behind, and no long reading keeps the log from being
    // taken up.
    const rows = allRows<PageRow>(
      from,
      'SELECT rowid, reply_id, page, media_type, bytes FROM page WHERE rowid > @lastRow ORDER BY rowid LIMIT @limit',
      { lastRow, limit: pagesAtOnce },
    );
    if (rows.length === 0) return;
    inTransaction(to, () => {
      for (const row of rows) {
        write(
          to,
          `INSERT INTO page (rowid, reply_id, page, media_type, bytes)
           VALUES (@rowid, @reply_id, @page, @media_type, @bytes)`,
          { ...row },
        );
        doneBytes += row.bytes.length;
      }
    });
    lastRow = rows.at(-1)!.rowid;
    afterSome(doneBytes);
  }
}

/** Rows that this connection has written since it was opened: whether anything happened since the last backup. */
export function changesSoFar(db: ReadableDb): number {
  return getRow<{ changes: number }>(db, 'SELECT total_changes() AS changes')!.changes;
}
