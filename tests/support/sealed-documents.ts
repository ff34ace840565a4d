import { ReplyDocument } from '../../contract/records/reply-document.ts';
import { allRows, type ReadableDb } from '../../electron/store/db.ts';

/** The replies that are sealed in a store, from the very bytes, in the order of sealing. */
export function sealedDocuments(db: ReadableDb): readonly ReplyDocument[] {
  return allRows<{ bytes: Buffer }>(db, 'SELECT bytes FROM event ORDER BY number').map(({ bytes }) =>
    ReplyDocument.parse(JSON.parse(bytes.toString('utf8'))),
  );
}
