import type { Database } from '../database/database.ts';
import { repliesToExport } from '../database/queries/export.ts';
import { snapshot } from '../database/snapshot.ts';

/**
 * Hands out the replies of a consultation that count, one line each (`ExportedReply`), as they stand at one moment.
 *
 * @returns how many there were.
 */
export async function exportReplies(
  database: Database,
  consultationId: string,
  write: (line: string) => Promise<void>,
): Promise<number> {
  return await snapshot(database, async (db) => {
    let count = 0;
    for await (const reply of repliesToExport(db, consultationId)) {
      const { unit_name: unit, device_id: deviceId, flag, digest, bytes } = reply;
      const about = JSON.stringify({ format: 'postbag-export/1', unit, deviceId, flag, digest });
      // The document as it was sealed and not written anew: its digest stays provable.
      await write(`${about.slice(0, -1)},"reply":${bytes.toString()}}\n`);
      count += 1;
    }
    return count;
  });
}
