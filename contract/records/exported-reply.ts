import { z } from 'zod';
import { DeviceId } from '../sync/ids.ts';
import { Sha256 } from '../sync/hash.ts';
import { ReplyDocument } from './reply-document.ts';

/**
 * A line of `npm run headquarters -- export`: one reply that counts at headquarters, as its newest revision says it.
 * `reply` is the sealed document, byte for byte as the unit's computer sealed it, so that `digest` (SHA-256) is that
 * of the bytes between `"reply":` and the last brace. docs/reply-format.md says what each field means.
 */
export const ExportedReply = z.strictObject({
  format: z.literal('postbag-export/1'),
  unit: z.string(),
  deviceId: DeviceId,
  /** What a person at headquarters hasn't seen yet: `LATE`, `FORM_UNKNOWN`, `POSSIBLE_DUPLICATE`. */
  flag: z.string().nullable(),
  digest: Sha256,
  reply: ReplyDocument,
});
export type ExportedReply = z.infer<typeof ExportedReply>;
