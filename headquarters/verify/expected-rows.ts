import { isDataRefused, savepoint } from '../database/database.ts';
import type { ReadableDb, WritableDb } from '../database/database.ts';
import type { Columns } from '../database/queries/columns.ts';
import { statusesAsPut } from '../database/queries/projection.ts';
import type { ReplyKey } from '../database/queries/projection.ts';
import { batchesAsFiled, flagsOfSerials, repliesAsPut } from '../database/queries/replies.ts';
import type { NamedBatch } from '../database/queries/replies.ts';
import { computeReplies, whatIsLeft } from '../projection/project-replies.ts';
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
export async function expectedRows(db: ReadableDb, replies: readonly ReplyKey[]): Promise<ExpectedRows> {
  const outcomes = await computeReplies(db, replies);
  const all = await unlessRefused(db, () => rowsOf(db, outcomes));
  if (all !== null) return all;
  const each: ExpectedRows[] = [];
  for (const outcome of outcomes) {
    each.push((await unlessRefused(db, () => rowsOf(db, [outcome]))) ?? (await rowsIfRefused(db, outcome)));
  }
  return {
    statuses: each.flatMap(({ statuses }) => statuses),
    replies: each.flatMap((rows) => rows.replies),
    batches: each.flatMap(({ batches }) => batches),
  };
}

async function rowsIfRefused(db: ReadableDb, outcome: Outcome): Promise<ExpectedRows> {
  const canBeFiled = async (named: NamedBatch) =>
    (await unlessRefused(db, () => batchesAsFiled(db, [named]))) !== null;
  const { most, least } = await whatIsLeft(outcome, canBeFiled);
  return (await unlessRefused(db, () => rowsOf(db, [most]))) ?? (await rowsOf(db, [least]));
}

/** What `work` reads, or null where the database refuses the data that it is asked with. */
async function unlessRefused<Value>(db: ReadableDb, work: () => Promise<Value>): Promise<Value | null> {
  try {
    // A savepoint writes nothing; and the snapshot is a transaction, which is all that one needs.
    return await savepoint(db as WritableDb, work);
  } catch (error) {
    if (!isDataRefused(error)) throw error;
    return null;
  }
}

async function rowsOf(db: ReadableDb, outcomes: readonly Outcome[]): Promise<ExpectedRows> {
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
  db: ReadableDb,
  replies: readonly NonNullable<Outcome['reply']>[],
  statuses: readonly Columns[],
): Promise<readonly Columns[]> {
  const serials = replies.map(({ consultationId, deviceId, document }) => ({
    consultationId,
    deviceId,
    label: document.serial.label,
  }));
  const flagged = new Map((await flagsOfSerials(db, serials)).map((row) => [keyOfEvent(row), row['code']]));
  return statuses.map((row) => {
    const code = flagged.get(keyOfEvent(row));
    return code === undefined || code === row['code'] ? row : { ...row, code, needs_person: code !== null };
  });
}

/** One text for an event; where two came under one id, for each of them. */
export function keyOfEvent(row: Columns): string {
  return `${row['consultation_id']} ${row['event_id']} ${row['digest']}`;
}
