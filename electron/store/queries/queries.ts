import type { PackHash, PersonId, QueryId, ReplyId } from '../../../contract/records/id.ts';
import type { Query, QueryKind } from '../../../contract/records/keying.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';
import { readFieldName } from './field-names.ts';

interface QueryRow {
  readonly id: QueryId;
  readonly reply_id: ReplyId;
  readonly serial_prefix: string;
  readonly serial: number;
  readonly field: FieldId | null;
  /** Of the reply's first keying; null where nobody has begun. */
  readonly pack_hash: PackHash | null;
  readonly kind: QueryKind;
  readonly text: string;
  readonly raised_by_name: string;
  readonly raised_at_ms: number;
  readonly owner_id: PersonId | null;
  readonly owner_name: string | null;
  readonly first_keyer_id: PersonId | null;
  readonly closed_by_name: string | null;
  readonly closed_at_ms: number | null;
  readonly closing_reason: string | null;
}

const fromRow = (db: ReadableDb, row: QueryRow): Query => ({
  id: row.id,
  replyId: row.reply_id,
  serialLabel: serialLabel(row.serial_prefix, row.serial),
  field: row.field,
  fieldName:
    row.field === null || row.pack_hash === null ? row.field : readFieldName(db, row.pack_hash, row.field),
  kind: row.kind,
  text: row.text,
  raisedByName: row.raised_by_name,
  raisedAtMs: row.raised_at_ms,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  firstKeyerId: row.first_keyer_id,
  closedByName: row.closed_by_name,
  closedAtMs: row.closed_at_ms,
  closingReason: row.closing_reason,
});

const QUERY = `
  SELECT query.id, query.reply_id, consultation.serial_prefix, reply.serial, query.field, keying.pack_hash, query.kind, query.text,
         raiser.full_name AS raised_by_name, query.raised_at_ms,
         query.owner_id, owner.full_name AS owner_name, keying.person_id AS first_keyer_id,
         closer.full_name AS closed_by_name, query.closed_at_ms, query.closing_reason
  FROM query
  JOIN reply ON reply.id = query.reply_id
  JOIN consultation ON consultation.id = reply.consultation_id
  JOIN person AS raiser ON raiser.id = query.raised_by
  LEFT JOIN person AS owner ON owner.id = query.owner_id
  LEFT JOIN keying ON keying.reply_id = reply.id AND keying.pass = 1
  LEFT JOIN person AS closer ON closer.id = query.closed_by`;

export function readQuery(db: ReadableDb, queryId: QueryId): Query | undefined {
  const row = getRow<QueryRow>(db, `${QUERY} WHERE query.id = @queryId`, { queryId });
  return row && fromRow(db, row);
}

/** The queries on one reply, in the order in which they were raised. */
export function readQueriesOfReply(db: ReadableDb, replyId: ReplyId): Query[] {
  return allRows<QueryRow>(db, `${QUERY} WHERE query.reply_id = @replyId ORDER BY query.id`, { replyId }).map(
    (row) => fromRow(db, row),
  );
}

/** Every open query, the oldest first, but before all others a threat: it is looked at at once (domain.md). */
export function readOpenQueries(db: ReadableDb): Query[] {
  return allRows<QueryRow>(
    db,
    `${QUERY} WHERE query.closed_by IS NULL ORDER BY query.kind <> 'safeguarding', query.raised_at_ms`,
  ).map((row) => fromRow(db, row));
}

/** Every query there ever was, newest first, open ones before closed ones. */
export function readAllQueries(db: ReadableDb): Query[] {
  return allRows<QueryRow>(db, `${QUERY} ORDER BY query.closed_by IS NOT NULL, query.raised_at_ms DESC`).map(
    (row) => fromRow(db, row),
  );
}

export function insertQuery(
  db: WritableDb,
  query: {
    readonly id: QueryId;
    readonly replyId: ReplyId;
    readonly field: FieldId | null;
    readonly kind: QueryKind;
    readonly text: string;
    readonly raisedBy: PersonId;
    readonly raisedAtMs: number;
    readonly isByCheck: boolean;
  },
): void {
  write(
    db,
    `INSERT INTO query (id, reply_id, field, kind, text, raised_by, raised_at_ms, is_by_check)
     VALUES (@id, @replyId, @field, @kind, @text, @raisedBy, @raisedAtMs, @isByCheck)`,
    { ...query, isByCheck: query.isByCheck ? 1 : 0 },
  );
}

export function closeQuery(
  db: WritableDb,
  close: {
    readonly queryId: QueryId;
    readonly closedBy: PersonId;
    readonly closedAtMs: number;
    readonly reason: string;
    readonly isByCheck: boolean;
  },
): void {
  write(
    db,
    `UPDATE query SET closed_by = @closedBy, closed_at_ms = @closedAtMs, closing_reason = @reason,
       is_closed_by_check = @isByCheck, owner_id = iif(@isByCheck, owner_id, coalesce(owner_id, @closedBy))
     WHERE id = @queryId AND closed_by IS NULL`,
    { ...close, isByCheck: close.isByCheck ? 1 : 0 },
  );
}

/** Makes an open query somebody's, or with null anybody's. */
export function setQueryOwner(db: WritableDb, queryId: QueryId, ownerId: PersonId | null): void {
  write(db, 'UPDATE query SET owner_id = @ownerId WHERE id = @queryId AND closed_by IS NULL', {
    queryId,
    ownerId,
  });
}

/** Opens a closed query again, with the words that hold now. */
export function reopenQuery(db: WritableDb, queryId: QueryId, text: string): void {
  write(
    db,
    `UPDATE query SET closed_by = NULL, closed_at_ms = NULL, closing_reason = NULL, is_closed_by_check = 0, text = @text
     WHERE id = @queryId AND closed_by IS NOT NULL`,
    { queryId, text },
  );
}

export function setQueryText(db: WritableDb, queryId: QueryId, text: string): void {
  write(db, 'UPDATE query SET text = @text WHERE id = @queryId', { queryId, text });
}

/** What the checks have raised on a reply so far, and how each stands now. */
export interface CheckQuery {
  readonly id: QueryId;
  readonly field: FieldId | null;
  readonly kind: QueryKind;
  readonly text: string;
  readonly standing: 'open' | 'closed-by-check' | 'closed-by-person';
}

export function readCheckQueries(db: ReadableDb, replyId: ReplyId): CheckQuery[] {
  return allRows<CheckQuery>(
    db,
    `SELECT id, field, kind, text,
       CASE WHEN closed_by IS NULL THEN 'open'
            WHEN is_closed_by_check = 1 THEN 'closed-by-check'
            ELSE 'closed-by-person' END AS standing
     FROM query WHERE reply_id = @replyId AND is_by_check = 1`,
    { replyId },
  );
}

/** The open queries on a reply that are about no field of it: what there is when it is kept blind. */
export function countQueriesOfNoField(db: ReadableDb, replyId: ReplyId): number {
  return getRow<{ count: number }>(
    db,
    'SELECT count(*) AS count FROM query WHERE reply_id = @replyId AND field IS NULL AND closed_by IS NULL',
    { replyId },
  )!.count;
}

export function countOpenQueries(db: ReadableDb, replyId: ReplyId): number {
  return getRow<{ count: number }>(db, 'SELECT open_queries AS count FROM reply WHERE id = @replyId', {
    replyId,
  })!.count;
}
