import type { ReadableDb } from '../database/database.ts';
import type { Columns } from '../database/queries/columns.ts';
import type { ReplyKey } from '../database/queries/projection.ts';
import {
  batchesToVerify,
  eventsPassedOver,
  repliesToVerify,
  replyRowsToVerify,
  statusesToVerify,
} from '../database/queries/verify.ts';
import { compareAll, compareRows, startOf } from './compare-rows.ts';
import type { Telling } from './compare-rows.ts';
import { expectedRows, keyOfEvent } from './expected-rows.ts';
import type { Tally } from './tally.ts';

const atOnce = 200;

/** What batches are by the documents that came first, by name. There are far fewer than replies. */
type FirstNamed = Map<string, Columns & { readonly arrival: number }>;

/**
 * Computes once more, from the events that have been read and the decisions, what became of each, what each reply says
 * and what each batch is, and compares it with the tables, column by column. What waits to be read isn't missed.
 */
export async function checkProjection(db: ReadableDb, tally: Tally): Promise<void> {
  for (const { consultation_id, event_id } of await eventsPassedOver(db)) {
    tally.found(`Event ${event_id} of ${consultation_id}: it was read, and nothing became of it.`);
  }
  const firstNamed: FirstNamed = new Map();
  let some: ReplyKey[] = [];
  for await (const { consultation_id: consultationId, reply_id: replyId } of repliesToVerify(db)) {
    tally.count('replies');
    some.push({ consultationId, replyId });
    if (some.length < atOnce) continue;
    await checkReplies(db, some, firstNamed, tally);
    some = [];
  }
  if (some.length > 0) await checkReplies(db, some, firstNamed, tally);
  await checkBatches(db, firstNamed, tally);
}

async function checkReplies(
  db: ReadableDb,
  replies: readonly ReplyKey[],
  firstNamed: FirstNamed,
  tally: Tally,
): Promise<void> {
  const expected = await expectedRows(db, replies);
  compareAll(eventsTold, await statusesToVerify(db, replies), expected.statuses, tally);
  compareAll(repliesTold, await replyRowsToVerify(db, replies), expected.replies, tally);
  for (const row of expected.batches) {
    const name = batchesTold.nameOf(row);
    const arrival = Number(row['arrival']);
    // What a batch is, the document says that came first, in whatever order they are read.
    if (arrival < (firstNamed.get(name)?.arrival ?? Infinity)) firstNamed.set(name, { ...row, arrival });
  }
}

async function checkBatches(db: ReadableDb, firstNamed: FirstNamed, tally: Tally): Promise<void> {
  for await (const row of batchesToVerify(db)) {
    tally.count('batches');
    const name = batchesTold.nameOf(row);
    compareRows(batchesTold, row, firstNamed.get(name), tally);
    firstNamed.delete(name);
  }
  for (const row of firstNamed.values()) compareRows(batchesTold, undefined, row, tally);
}

const eventsTold = {
  keyOf: keyOfEvent,
  nameOf: (row: Columns) =>
    `Event ${row['event_id']} (${startOf(row['digest'])}) of ${row['consultation_id']}`,
  wordsOf: ({ status, code }: Columns) => (code === null ? String(status) : `${status} (${code})`),
  inWords: ['status', 'code'],
};

const nameOfReply = (row: Columns): string => `Reply ${row['reply_id']} of ${row['consultation_id']}`;
const repliesTold = {
  keyOf: nameOfReply,
  nameOf: nameOfReply,
  wordsOf: ({ is_withdrawn: isWithdrawn, revision, digest }: Columns) =>
    `${isWithdrawn === true ? 'withdrawn' : 'counts'} at revision ${revision} (${startOf(digest)})`,
  inWords: ['is_withdrawn', 'revision'],
};

const batchesTold: Telling = {
  nameOf: (row) => `Batch ${row['batch_id']} of ${row['consultation_id']}`,
  wordsOf: (row) => `${row['document_count']} documents`,
  inWords: ['document_count'],
};
