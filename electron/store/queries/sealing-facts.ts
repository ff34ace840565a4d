import type { BatchId, PackHash, PersonId, ReplyId } from '../../../contract/records/id.ts';
import { Mark } from '../../../contract/records/mark.ts';
import { decidedMarks, type DecidedMark } from '../../../contract/rules/checking/decided-marks.ts';
import type { KeyedReply } from '../../../contract/rules/seal.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import { markFromJson } from './differences.ts';

/** What is sealed of a reply besides the reply itself: what its keyings came to, and how much was said about it. */
export interface KeyedFacts {
  readonly replyId: ReplyId;
  readonly packHash: PackHash | null;
  readonly keyed: KeyedReply | null;
  readonly notes: number;
  readonly queries: number;
}

interface FactsRow {
  readonly reply_id: ReplyId;
  readonly keying_id: string | null;
  readonly person_id: PersonId | null;
  readonly pack_hash: PackHash | null;
  readonly second_keyer: PersonId | null;
  readonly notes: number;
  readonly queries: number;
}

interface MarkRow {
  readonly keying_id: string;
  readonly field: string;
  readonly kind: string;
  readonly value: string | null;
}

/** What was keyed of every reply of a batch, by reply: three queries, however many replies there are. */
export function readKeyedFacts(db: ReadableDb, batchId: BatchId): ReadonlyMap<ReplyId, KeyedFacts> {
  const marks = marksOfBatch(db, batchId);
  const decisions = decisionsOfBatch(db, batchId);
  const rows = allRows<FactsRow>(
    db,
    `SELECT reply.id AS reply_id, keying.id AS keying_id, keying.person_id, keying.pack_hash,
       second.person_id AS second_keyer,
       (SELECT count(*) FROM note WHERE note.reply_id = reply.id) AS notes,
       (SELECT count(*) FROM query WHERE query.reply_id = reply.id) AS queries
     FROM reply LEFT JOIN keying ON keying.reply_id = reply.id AND keying.pass = 1
     LEFT JOIN keying AS second ON second.reply_id = reply.id AND second.pass = 2
     WHERE reply.batch_id = @batchId`,
    { batchId },
  );
  return new Map(rows.map((row) => [row.reply_id, fromRow(row, marks, decisions.get(row.reply_id) ?? [])]));
}

type MarksByKeying = ReadonlyMap<string, Readonly<Record<string, Mark>>>;

function fromRow(row: FactsRow, marks: MarksByKeying, decided: readonly DecidedRow[]): KeyedFacts {
  const { keying_id: keyingId, person_id: firstKeyer, pack_hash: packHash } = row;
  const isBegun = keyingId !== null && firstKeyer !== null;
  return {
    replyId: row.reply_id,
    packHash,
    keyed: isBegun
      ? {
          marks: decidedMarks(marks.get(keyingId) ?? {}, decided),
          firstKeyer,
          secondKeyer: row.second_keyer,
          decider: decided.at(-1)?.decidedBy ?? null,
        }
      : null,
    notes: row.notes,
    queries: row.queries,
  };
}

type DecidedRow = DecidedMark & { readonly decidedBy: PersonId };

/** The decisions that stand, by reply, the oldest first. */
function decisionsOfBatch(db: ReadableDb, batchId: BatchId): ReadonlyMap<ReplyId, readonly DecidedRow[]> {
  const rows = allRows<{ reply_id: ReplyId; field: string; mark: string | null; decided_by: PersonId }>(
    db,
    `SELECT standing_decision.reply_id, standing_decision.field, standing_decision.mark,
       standing_decision.decided_by
     FROM reply JOIN standing_decision ON standing_decision.reply_id = reply.id
     WHERE reply.batch_id = @batchId ORDER BY standing_decision.number`,
    { batchId },
  );
  return Map.groupBy(
    rows.map((row) => ({
      replyId: row.reply_id,
      field: row.field,
      mark: markFromJson(row.mark),
      decidedBy: row.decided_by,
    })),
    ({ replyId }) => replyId,
  );
}

function marksOfBatch(db: ReadableDb, batchId: BatchId): MarksByKeying {
  const rows = allRows<MarkRow>(
    db,
    `SELECT mark.keying_id, mark.field, mark.kind, mark.value
     FROM reply
     JOIN keying ON keying.reply_id = reply.id AND keying.pass = 1
     JOIN mark ON mark.keying_id = keying.id
     WHERE reply.batch_id = @batchId`,
    { batchId },
  );
  const byKeying = new Map<string, Record<string, Mark>>();
  for (const row of rows) {
    let marks = byKeying.get(row.keying_id);
    if (marks === undefined) byKeying.set(row.keying_id, (marks = {}));
    const { kind, value } = row;
    marks[row.field] = Mark.parse(value === null ? { kind } : { kind, value: JSON.parse(value) });
  }
  return byKeying;
}

/** How many queries of a batch's replies nobody has closed yet. */
export function countOpenQueries(db: ReadableDb, batchId: BatchId): number {
  return getRow<{ open: number }>(
    db,
    'SELECT coalesce(sum(open_queries), 0) AS open FROM reply WHERE batch_id = @batchId',
    { batchId },
  )!.open;
}
