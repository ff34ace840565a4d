import type { ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../store/desk.ts';
import { setScannedPages } from '../store/queries/replies.ts';
import { insertScannedPage, type ScannedPage } from '../store/queries/scans.ts';

/**
 * Takes in the scanned pages of a reply, in the order of the sheets. The scans lie in a file of their own, so
 * they are written first: a count without its pages would promise what isn't there.
 */
export function takeInScan(desk: Desk, replyId: ReplyId, pages: readonly ScannedPage[]): void {
  pages.forEach((page, index) => insertScannedPage(desk.scans, replyId, index + 1, page));
  setScannedPages(desk.db, replyId, pages.length);
}
