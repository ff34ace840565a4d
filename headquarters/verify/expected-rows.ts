import { isDataRefused, savepoint } from '../database/database.ts';
import type { WritableDb } from '../database/database.ts';
import type { Columns } from '../database/queries/columns.ts';
import { statusesAsPut } from '../database/queries/projection.ts';
import type { ReplyKey } from '../database/queries/projection.ts';
import { batchesAsFiled, flagsOfSerials, repliesAsPut } from '../database/queries/replies.ts';
import { computeReplies, quarantined } from '../projection/project-replies.ts';
import type { Outcome } from '../projection/project-replies.ts';

/** What the tables should hold of some replies, and of the batches that their documents name. */
export interface ExpectedRows {
  readonly statuses: readonly Columns[];
  readonly replies: readonly Columns[];
  /** A row for each document that names a batch, the first to come or not. */
  readonly batches: readonly Columns[];
}

/**
 * Computes replies once more, by the projection's own functions, and has the database say how its tables would hold
 * them; nothing is written. What it refuses is quarantined here too.
 */
export async function expectedRows(db: WritableDb, replies: readonly ReplyKey[]): Promise<ExpectedRows> {
  const outcomes = await computeReplies(db, replies);
  const all = await rowsUnlessRefused(db, outcomes);
  if (all !== null) return all;
  const each: ExpectedRows[] = [];
  for (const outcome of outcomes) {
    each.push((await rowsUnlessRefused(db, [outcome])) ?? (await rowsOf(db, [quarantined(outcome)])));
  }
  return {
    statuses: each.flatMap(({ statuses }) => statuses),
    replies: each.flatMap((rows) => rows.replies),
    batches: each.flatMap(({ batches }) => batches),
  };
}

async function rowsUnlessRefused(db: WritableDb, outcomes: readonly Outcome[]): Promise<ExpectedRows | null> {
  try {
    return await savepoint(db, () => rowsOf(db, outcomes));
  } catch (error) {
    if (!isDataRefused(error)) throw error;
    return null;
  }
}

async function rowsOf(db: WritableDb, outcomes: readonly Outcome[]): Promise<ExpectedRows> {
  const replies = outcomes.flatMap(({ reply }) => reply ?? []);
  const batches = await batchesAsFiled(
    db,
    outcomes.flatMap((outcome) => outcome.batches),
  );
  const statuses = await statusesAsPut(
    db,
    outcomes.flatMap((outcome) => outcome.statuses),
  );
  return {
    statuses: await withFlags(db, replies, statuses),
    replies: await repliesAsPut(db, replies),
    batches,
  };
}

/** Whether two replies bear one serial is seen by looking at both, and isn't a matter of one reply's events. */
async function withFlags(
  db: WritableDb,
  replies: readonly NonNullable<Outcome['reply']>[],
  statuses: readonly Columns[],
): Promise<readonly Columns[]> {
  const serials = replies.map(({ consultationId, deviceId, document }) => ({
    consultationId,
    deviceId,
    label: document.serial.label,
  }));
  const flagged = new Map((await flagsOfSerials(db, serials)).map((row) => [keyOfEvent(row), row['code']!]));
  return statuses.map((row) => {
    const code = flagged.get(keyOfEvent(row));
    return code === undefined || code === row['code'] ? row : { ...row, code, needs_person: code !== null };
  });
}

/** One text for an event; where two came under one id, for each of them. */
export function keyOfEvent(row: Columns): string {
  return `${row['consultation_id']} ${row['event_id']} ${row['digest']}`;
}
