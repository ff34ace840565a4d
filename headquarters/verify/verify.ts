import type { Database } from '../database/database.ts';
import { snapshot } from '../database/snapshot.ts';
import { checkConsignments } from './check-consignments.ts';
import { checkEvents } from './check-events.ts';
import { checkProjection } from './check-projection.ts';
import { checkStreams } from './check-streams.ts';

/** What was checked, and what is wrong. */
export interface Verified {
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
}

/**
 * Computes every digest and chain of the database anew from the bytes, checks every signature, and compares what the
 * tables say with what the events say. It only reads, at one moment, beside a running headquarters or without one.
 */
export async function verify(database: Database): Promise<Verified> {
  const counts = { events: 0, places: 0, streams: 0, consignments: 0, replies: 0 };
  const findings: string[] = [];
  const tally = {
    count: (what: keyof typeof counts): void => {
      counts[what] += 1;
    },
    found: (what: string): void => void findings.push(what),
  };
  await snapshot(database, async (db) => {
    await checkEvents(db, tally);
    await checkStreams(db, tally);
    await checkConsignments(db, tally);
    await checkProjection(db, tally);
  });
  return { counts, findings };
}
