import type { RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { PostbagError } from '../../contract/errors.ts';
import type { DaySheet } from '../../contract/records/day-sheet.ts';
import type { Desk } from '../store/desk.ts';
import { newestPack } from '../store/queries/consultations.ts';

/**
 * The supervisor's sheet of a day: where everything stands, and what was done in the period.
 * @throws PostbagError CONSULTATION_UNKNOWN
 */
export async function daySheet(
  { db, reader }: Desk,
  request: RequestOf<Calls['postroom']['daySheet']>,
): Promise<DaySheet> {
  const { consultationId } = request;
  const newest = newestPack(db, consultationId);
  if (newest === undefined) throw new PostbagError('CONSULTATION_UNKNOWN', {});
  const [channels, done, oldestOutstanding] = await Promise.all([
    reader.ask('readChannelsOfDay', consultationId),
    reader.ask('readDoneOfDay', request),
    reader.ask('readOldestOutstanding', consultationId),
  ]);
  return { channels, done, oldestOutstanding, closesOn: newest.pack.closesOn };
}
