import type { Database } from '../database/database.ts';
import { snapshot } from '../database/snapshot.ts';
import { checkConsignedBytes } from './check-consigned-bytes.ts';
import { checkConsignments } from './check-consignments.ts';
import { checkEvents } from './check-events.ts';
import { checkPacks } from './check-packs.ts';
import { checkProjection } from './check-projection.ts';
import { checkStreams } from './check-streams.ts';
import { checked } from './tally.ts';
import type { Checked } from './tally.ts';

/** What was checked, and what is wrong. */
export interface Verified {
  readonly counts: Readonly<Record<Checked, number>>;
  readonly findings: readonly string[];
}

/**
 * Computes every digest and chain of the database anew from the bytes, checks every signature, and compares what the
 * tables say with what the events say. It only reads, at one moment, beside a running headquarters or without one.
 */
export async function verify(database: Database): Promise<Verified> {
  const counts = Object.fromEntries(checked.map((what) => [what, 0])) as Record<Checked, number>;
  const findings: string[] = [];
  const tally = {
    count: (what: Checked): void => {
      counts[what] += 1;
    },
    found: (what: string): void => void findings.push(what),
  };
  await snapshot(database, async (db) => {
    await checkEvents(db, tally);
    await checkStreams(db, tally);
    await checkConsignments(db, tally);
    await checkConsignedBytes(db, tally);
    await checkPacks(db, tally);
    await checkProjection(db, tally);
  });
  return { counts, findings };
}
