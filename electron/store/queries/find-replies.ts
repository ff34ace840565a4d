import type { ReplyFilter, ReplyStage } from '../../../contract/bridge/replies.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { readSerial } from '../../../contract/rules/serial.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import { listConsultations } from './consultations.ts';
import { fromReplyRow, selectReplies, type ReplyRow } from './replies.ts';
import { searchMatchOf } from './search-match.ts';
import { repliesForAPerson } from './sending-counts.ts';

// The list of replies, a page at a time, in the reader thread. The page's numbers are found first and only
// those rows are joined, so that a page far down costs little more than the first.

/** A text is looked for among this many of its newest matches: a common word in a large store has more. */
export const MOST_MATCHES = 10_000;

export interface FoundReplies {
  readonly total: number;
  readonly isTotalAtLeast: boolean;
  readonly rows: Reply[];
}

type Values = Record<string, string | number | null>;

const stageConditions: Readonly<Record<ReplyStage, string>> = {
  here: `reply.stage = 'here'`,
  sealed: `reply.stage = 'sealed'`,
  'only-here': `reply.stage <> 'received'`,
  received: `reply.stage = 'received'`,
  'in-order': `reply.stage = 'received' AND reply.id NOT IN (${repliesForAPerson})`,
  'needs-attention': `reply.stage = 'received' AND reply.id IN (${repliesForAPerson})`,
};

/** The fixed part of the statement that each chosen filter adds. Nothing typed gets into the SQL. */
function conditionsOf(filter: ReplyFilter): string {
  const conditions = [
    filter.consultationId !== null && 'reply.consultation_id = @consultationId',
    filter.batchId !== null && 'reply.batch_id = @batchId',
    filter.place !== null && 'reply.place = @place',
    filter.stage !== null && stageConditions[filter.stage],
    filter.channel !== null && 'reply.batch_id IN (SELECT id FROM batch WHERE channel = @channel)',
    filter.isLateOnly && 'reply.is_late = 1',
    filter.hasOpenQueryOnly && 'reply.open_queries > 0',
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}

function valuesOf(filter: ReplyFilter): Values {
  const { consultationId, batchId, place, channel } = filter;
  return { consultationId, batchId, place, channel };
}

/**
 * One page of the replies that match, newest first; with a text, a reply of that serial comes before the
 * others. Serials are found as `123`, `000123`, `CWS-123` or `cws 000123`.
 */
export function findReplies(
  db: ReadableDb,
  asked: {
    readonly filter: ReplyFilter;
    readonly offset: number;
    readonly limit: number;
    /** Who asks; what that person keys again at this time isn't found by its names. */
    readonly blindTo?: PersonId | null;
  },
): FoundReplies {
  const text = asked.filter.text.trim();
  return text === '' ? findWithoutText(db, asked) : findByText(db, { ...asked, text });
}

function findWithoutText(
  db: ReadableDb,
  { filter, offset, limit }: { filter: ReplyFilter; offset: number; limit: number },
): FoundReplies {
  const where = conditionsOf(filter);
  const values = valuesOf(filter);
  const total = getRow<{ total: number }>(db, `SELECT count(*) AS total FROM reply WHERE ${where}`, values);
  const rows = allRows<ReplyRow>(
    db,
    `${selectReplies}
     WHERE reply.number IN (SELECT number FROM reply WHERE ${where} ORDER BY number DESC LIMIT @limit OFFSET @offset)
     ORDER BY reply.number DESC`,
    { ...values, offset, limit },
  );
  return { total: total?.total ?? 0, isTotalAtLeast: false, rows: rows.map(fromReplyRow) };
}

// Serials come as JSON pairs [consultation, number]: one for each consultation whose serial the text can be.
const matching = `
  WITH matching (number, is_serial) AS (
    SELECT reply.number, 1 FROM json_each(@serials) AS wanted
      JOIN reply ON reply.consultation_id = wanted.value ->> 0 AND reply.serial = wanted.value ->> 1
    UNION ALL
    SELECT found.number, 0 FROM (
      SELECT rowid AS number FROM reply_search WHERE reply_search MATCH @match ORDER BY rowid DESC LIMIT @most
    ) AS found
    -- Whoever keys a name again doesn't find by it what was keyed first: a search would say whether the two agree.
    WHERE found.number NOT IN (
      SELECT reply.number FROM reply JOIN keying ON keying.reply_id = reply.id
      WHERE reply.place = 'keyed' AND reply.is_verified = 0 AND reply.stage = 'here'
        AND keying.pass = 2 AND keying.person_id = @blindTo)
  )`;

function findByText(
  db: ReadableDb,
  asked: { filter: ReplyFilter; offset: number; limit: number; text: string; blindTo?: PersonId | null },
): FoundReplies {
  const { filter, offset, limit, text, blindTo } = asked;
  const match = searchMatchOf(text);
  if (match === null) return { total: 0, isTotalAtLeast: false, rows: [] };
  const where = conditionsOf(filter);
  const values = {
    ...valuesOf(filter),
    serials: JSON.stringify(serialsOf(db, text)),
    match,
    blindTo: blindTo ?? null,
    most: MOST_MATCHES,
  };
  const count = getRow<{ total: number; looked: number }>(
    db,
    `${matching}
     SELECT count(DISTINCT iif(${where}, reply.number, NULL)) AS total, count(*) AS looked
     FROM matching CROSS JOIN reply ON reply.number = matching.number`,
    values,
  );
  const numbers = allRows<{ number: number }>(
    db,
    `${matching}
     SELECT matching.number FROM matching CROSS JOIN reply ON reply.number = matching.number WHERE ${where}
     GROUP BY matching.number ORDER BY max(matching.is_serial) DESC, matching.number DESC
     LIMIT @limit OFFSET @offset`,
    { ...values, offset, limit },
  ).map((row) => row.number);
  const rows = allRows<ReplyRow & { number: number }>(
    db,
    `${selectReplies}
     JOIN json_each(@numbers) AS wanted ON reply.number = wanted.value
     ORDER BY wanted.key`,
    { numbers: JSON.stringify(numbers) },
  );
  return {
    total: count?.total ?? 0,
    isTotalAtLeast: (count?.looked ?? 0) >= MOST_MATCHES,
    rows: rows.map(fromReplyRow),
  };
}

function serialsOf(db: ReadableDb, text: string): [string, number][] {
  return listConsultations(db).flatMap(({ id, serialPrefix }) => {
    const number = readSerial(serialPrefix, text);
    return number === null ? [] : [[id, number] satisfies [string, number]];
  });
}
