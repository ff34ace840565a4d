import { PostbagError } from '../../contract/errors.ts';
import type { SealedDocument } from '../../contract/records/reply-document.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { usualLimits } from '../../contract/sync/limits.ts';

const megabyte = 1024 * 1024;

/**
 * The bytes of a document as they are hashed and sent; made here, once, and copied from then on (S1). What is larger
 * than a headquarters takes is never sealed, so that nothing unsendable stands in a stream before other replies
 * (S14).
 *
 * @throws PostbagError REPLY_TOO_LARGE
 */
export function bytesOf(document: SealedDocument, serialLabel: string): Buffer {
  const bytes = Buffer.from(canonicalJson(document));
  if (bytes.length > usualLimits.eventBytes) {
    throw new PostbagError('REPLY_TOO_LARGE', {
      serialLabel,
      megabytes: Math.ceil(bytes.length / megabyte),
      mostMegabytes: Math.floor(usualLimits.eventBytes / megabyte),
    });
  }
  return bytes;
}
