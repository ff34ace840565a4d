import { isDatabaseAway, transaction } from '../database/database.ts';
import type { Database, WritableDb } from '../database/database.ts';
import { commitWithoutWaiting, nextPending, releaseHeld, setStatus } from '../database/queries/projection.ts';
import type { PendingEvent } from '../database/queries/projection.ts';
import { applyEvent } from './apply-event.ts';
import type { Verdict } from './apply-event.ts';
import { readDocument } from './read-document.ts';

const quarantined: Verdict = { status: 'quarantined', code: 'INVALID' };

/**
 * Reads one waiting event and brings it into the tables, in a transaction of its own (S11). What the tables refuse
 * is quarantined: it stands on the work list, and the next event has its turn.
 *
 * @returns whether there was one.
 */
export async function projectNext(database: Database): Promise<boolean> {
  const taken: { event: PendingEvent | null } = { event: null };
  try {
    await transaction(database, async (db) => {
      await commitWithoutWaiting(db);
      taken.event = await nextPending(db);
      if (taken.event !== null) await project(db, taken.event);
    });
  } catch (error) {
    const { event } = taken;
    if (event === null || isDatabaseAway(error)) throw error;
    await transaction(database, (db) => setStatus(db, event, quarantined));
  }
  return taken.event !== null;
}

async function project(db: WritableDb, event: PendingEvent): Promise<void> {
  const document = readDocument(event.bytes, event);
  const verdict = document === null ? quarantined : await applyEvent(db, event, document);
  await setStatus(db, event, verdict);
  if (verdict.status === 'applied') await releaseHeld(db, event);
}
