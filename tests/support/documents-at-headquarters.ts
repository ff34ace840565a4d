import { ReplyDocument } from '../../contract/records/reply-document.ts';
import { openDatabase } from '../../headquarters/database/open-database.ts';

/** The replies that a running headquarters holds, from the very bytes that it was sent, in the order of their serials. */
export async function documentsAt(folder: string): Promise<readonly ReplyDocument[]> {
  const database = await openDatabase({ folder }, 'guest', () => {});
  try {
    const { rows } = await database.read.query<{ bytes: Buffer }>('select bytes from event');
    return rows
      .map(({ bytes }) => ReplyDocument.parse(JSON.parse(bytes.toString('utf8'))))
      .toSorted((one, other) => one.serial.number - other.serial.number);
  } finally {
    await database.close();
  }
}
