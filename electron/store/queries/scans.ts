import type { ReplyId } from '../../../contract/records/id.ts';
import { getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

// These run on the scans' own file (`desk.scans`), which has no other tables: the store that is written at
// every field stays small.

export interface ScannedPage {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

/** One page as it came from the scanner, or undefined where none was taken in. `page` counts from 1. */
export function readScannedPage(scans: ReadableDb, replyId: ReplyId, page: number): ScannedPage | undefined {
  return getRow<ScannedPage>(
    scans,
    'SELECT media_type AS mediaType, bytes FROM page WHERE reply_id = @replyId AND page = @page',
    { replyId, page },
  );
}

export function insertScannedPage(
  scans: WritableDb,
  replyId: ReplyId,
  page: number,
  scan: ScannedPage,
): void {
  write(
    scans,
    'INSERT INTO page (reply_id, page, media_type, bytes) VALUES (@replyId, @page, @mediaType, @bytes)',
    { replyId, page, mediaType: scan.mediaType, bytes: scan.bytes },
  );
}
