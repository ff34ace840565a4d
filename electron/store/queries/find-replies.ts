import type { ReplyFilter, ReplyStage } from '../../../contract/bridge/replies.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { SenderPart, type Reply } from '../../../contract/records/reply.ts';
import { fieldsOf } from '../../../contract/rules/fields.ts';
import { readSerial } from '../../../contract/rules/serial.ts';
import { allRows, getRow, type ReadableDb } from '../db.ts';
import { everyPack, listConsultations } from './consultations.ts';
import { KEPT_BLIND, onlookerValues, type Onlooker } from './kept-blind.ts';
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

// What is keyed and not verified lies in an index of its own, reply_to_verify.
const toVerify = (isKeyedAgain: boolean): string => `reply.place = 'keyed' AND reply.is_verified = 0
  AND reply.stage = 'here' AND ${isKeyedAgain ? '' : 'NOT '}EXISTS (SELECT 1 FROM keying AS second
    WHERE second.reply_id = reply.id AND second.pass = 2 AND second.finished_at_ms IS NOT NULL)`;
const stageConditions: Readonly<Record<ReplyStage, string>> = {
  'to-key-again': toVerify(false),
  'to-decide': toVerify(true),
  // What is sealed was verified, or keyed before anything was keyed again.
  verified: `reply.place = 'keyed' AND (reply.is_verified = 1 OR reply.stage <> 'here')`,
  here: `reply.stage = 'here'`,
  sealed: `reply.stage = 'sealed'`,
  'only-here': `reply.stage <> 'received'`,
  received: `reply.stage = 'received'`,
  'in-order': `reply.stage = 'received' AND reply.id NOT IN (${repliesForAPerson})`,
  'needs-attention': `reply.stage = 'received' AND reply.id IN (${repliesForAPerson})`,
};

// As the rows have it: a query about a mark that is kept from the onlooker isn't there.
const hasQueryToSee = `reply.open_queries > 0 AND (NOT ${KEPT_BLIND} OR EXISTS (SELECT 1 FROM query
  WHERE query.reply_id = reply.id AND query.field IS NULL AND query.closed_by IS NULL))`;

/** The fixed part of the statement that each chosen filter adds. Nothing typed gets into the SQL. */
function conditionsOf(filter: ReplyFilter): string {
  const conditions = [
    filter.consultationId !== null && 'reply.consultation_id = @consultationId',
    filter.batchId !== null && 'reply.batch_id = @batchId',
    filter.place !== null && 'reply.place = @place',
    filter.stage !== null && stageConditions[filter.stage],
    filter.channel !== null && 'reply.batch_id IN (SELECT id FROM batch WHERE channel = @channel)',
    filter.isLateOnly && 'reply.is_late = 1',
    filter.hasOpenQueryOnly && hasQueryToSee,
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
}

function valuesOf(filter: ReplyFilter, onlooker: Onlooker): Values {
  const { consultationId, batchId, place, channel } = filter;
  return { consultationId, batchId, place, channel, ...onlookerValues(onlooker) };
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
    /** Who asks: a name that is kept from them finds nothing. */
    readonly onlooker: Onlooker;
  },
): FoundReplies {
  const text = asked.filter.text.trim();
  return text === '' ? findWithoutText(db, asked) : findByText(db, { ...asked, text });
}

function findWithoutText(
  db: ReadableDb,
  {
    filter,
    offset,
    limit,
    onlooker,
  }: { filter: ReplyFilter; offset: number; limit: number; onlooker: Onlooker },
): FoundReplies {
  const where = conditionsOf(filter);
  const values = valuesOf(filter, onlooker);
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
    -- Whoever may key a name again doesn't find by it what was keyed first: a search would say whether the two agree,
    -- and letter by letter what stands there.
    WHERE NOT EXISTS (SELECT 1 FROM reply WHERE reply.number = found.number
      AND EXISTS (SELECT 1 FROM rekeyed_field WHERE rekeyed_field.reply_id = reply.id
        AND rekeyed_field.field IN (SELECT value FROM json_each(@senderFields)))
      AND ${KEPT_BLIND})
  )`;

function findByText(
  db: ReadableDb,
  asked: { filter: ReplyFilter; offset: number; limit: number; text: string; onlooker: Onlooker },
): FoundReplies {
  const { filter, offset, limit, text, onlooker } = asked;
  const match = searchMatchOf(text);
  if (match === null) return { total: 0, isTotalAtLeast: false, rows: [] };
  const where = conditionsOf(filter);
  const values = {
    ...valuesOf(filter, onlooker),
    serials: JSON.stringify(serialsOf(db, text)),
    match,
    senderFields: JSON.stringify(senderFieldsOf(db)),
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

/** The fields, of any consultation's form, by which a reply is found. */
function senderFieldsOf(db: ReadableDb): FieldId[] {
  return everyPack(db).flatMap((pack) =>
    fieldsOf(pack).flatMap(({ id, role }) => (SenderPart.safeParse(role).success ? [id] : [])),
  );
}

function serialsOf(db: ReadableDb, text: string): [string, number][] {
  return listConsultations(db).flatMap(({ id, serialPrefix }) => {
    const number = readSerial(serialPrefix, text);
    return number === null ? [] : [[id, number] satisfies [string, number]];
  });
}
