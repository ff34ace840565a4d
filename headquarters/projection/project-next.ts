import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import {
  holdProjection,
  markRead,
  unreadConsignments,
  unreadEvents,
} from '../database/queries/projection.ts';
import { nameOf, projectReplies } from './project-replies.ts';

/** What is read in one transaction: enough to spread its cost, little enough to wait for. */
const atOnce = { events: 400, bytes: 8 * 1024 * 1024 };

/**
 * Reads the consignments that have waited longest, and brings the replies that they are about up to date (S11).
 *
 * @returns whether there was one.
 */
export async function projectNext(database: Database): Promise<boolean> {
  return await transaction(database, async (db) => {
    await holdProjection(db);
    const consignments = await unreadConsignments(db, atOnce);
    if (consignments.length === 0) return false;
    const events = await unreadEvents(db, consignments);
    const replies = new Map(events.map((event) => [nameOf(event), event]));
    await projectReplies(db, [...replies.values()], events);
    await markRead(db, consignments);
    return true;
  });
}
