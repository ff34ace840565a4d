import { PostbagError } from '../../contract/errors.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../store/desk.ts';
import { readReply } from '../store/queries/replies.ts';
import { readScannedPage } from '../store/queries/scans.ts';

/**
 * One page of a reply as the window can show it; null where none was scanned.
 * @throws PostbagError REPLY_UNKNOWN
 */
export function scannedPage(
  desk: Desk,
  replyId: ReplyId,
  page: number,
): { mediaType: string; base64: string } | null {
  if (readReply(desk.db, replyId) === undefined) throw new PostbagError('REPLY_UNKNOWN', {});
  const scan = readScannedPage(desk.scans, replyId, page);
  if (scan === undefined) return null;
  return { mediaType: scan.mediaType, base64: Buffer.from(scan.bytes).toString('base64') };
}
