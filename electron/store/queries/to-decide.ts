import type { ConsultationId, PackHash, PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import {
  FROM_DIFFERENCE,
  fromDifferenceRow,
  selectDifferences,
  type ConfirmedDifference,
  type DifferenceRow,
} from './decisions.ts';
import { readFieldPosition } from './field-names.ts';

// What this person may decide: of a reply in which he had no hand; what is contested only as a supervisor.
const DECIDABLE = `
  difference.outcome = 'confirmed' AND reply.stage = 'here' AND reply.place = 'keyed'
  AND (standing_decision.number IS NULL OR contest.decision_number IS NOT NULL)
  AND (@isSupervisor = 1 OR NOT EXISTS (SELECT 1 FROM contest AS any_contest
    WHERE any_contest.reply_id = difference.reply_id AND any_contest.field = difference.field))
  AND NOT EXISTS (SELECT 1 FROM hand_in_keying
    WHERE hand_in_keying.reply_id = difference.reply_id AND hand_in_keying.person_id = @personId)
  AND (@consultationId IS NULL OR reply.consultation_id = @consultationId)`;

export interface Decider {
  readonly personId: PersonId;
  readonly isSupervisor: boolean;
  readonly consultationId: ConsultationId | null;
}
const deciderValues = ({ personId, isSupervisor, consultationId }: Decider) => ({
  personId,
  isSupervisor: isSupervisor ? 1 : 0,
  consultationId,
});

interface Key {
  readonly replyId: ReplyId;
  readonly field: FieldId;
  readonly packHash: PackHash;
}

/**
 * One page of the differences that this person may decide, batch by batch, the oldest first, and down the form within
 * each reply, as the paper goes; and how many there are in all. In the reader thread: the order is the forms', which
 * SQL doesn't know, so the keys of all are read and the rest of one page.
 */
export function listToDecide(
  db: ReadableDb,
  { decider, offset, limit }: { readonly decider: Decider; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly ConfirmedDifference[] } {
  const keys = allRows<Key>(
    db,
    `SELECT difference.reply_id AS replyId, difference.field, keying.pack_hash AS packHash ${FROM_DIFFERENCE}
     WHERE ${DECIDABLE}
     ORDER BY batch.opened_at_ms, batch.number, reply.serial`,
    deciderValues(decider),
  );
  const page = inFormOrder(db, keys)
    .slice(offset, offset + limit)
    .map(({ replyId, field }) => [replyId, field] as const);
  const found = allRows<DifferenceRow>(
    db,
    `${selectDifferences}
     WHERE (difference.reply_id, difference.field) IN (SELECT value ->> 0, value ->> 1 FROM json_each(@page))`,
    { page: JSON.stringify(page) },
  ).map(fromDifferenceRow);
  const byKey = new Map(found.map((each) => [`${each.replyId} ${each.field}`, each]));
  return { total: keys.length, rows: page.map((key) => byKey.get(key.join(' '))!) };
}

/** Reply by reply as they come, and down the form within each. */
function inFormOrder(db: ReadableDb, keys: readonly Key[]): readonly Key[] {
  return [...Map.groupBy(keys, ({ replyId }) => replyId).values()].flatMap((ofReply) =>
    ofReply.toSorted(
      (one, other) =>
        readFieldPosition(db, one.packHash, one.field) - readFieldPosition(db, other.packHash, other.field),
    ),
  );
}

export function countToDecide(db: ReadableDb, decider: Decider): number {
  return getRow<{ waiting: number }>(
    db,
    `SELECT count(*) AS waiting ${FROM_DIFFERENCE} WHERE ${DECIDABLE}`,
    deciderValues(decider),
  )!.waiting;
}
