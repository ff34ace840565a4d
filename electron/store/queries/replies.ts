import type { CheckState, Reply, ReplyState } from '../../../contract/records/reply.ts';
import type { BatchId, ConsultationId, PersonId, ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** A reply as the store has it, with what belongs to its batch, its consultation and its first keying. */
export interface ReplyRow {
  readonly id: string;
  readonly consultation_id: string;
  readonly batch_id: string;
  readonly batch_number: number;
  readonly channel: Reply['channel'];
  readonly serial: number;
  readonly serial_prefix: string;
  readonly kind: Reply['kind'];
  readonly signatures: number | null;
  readonly pages: number | null;
  readonly enclosures: string;
  readonly received_date: string;
  readonly is_late: 0 | 1;
  readonly logged_at_ms: number;
  readonly place: 'outstanding' | 'keyed' | 'excluded';
  readonly stage: 'here' | 'sealed' | 'received';
  readonly exclusion_reason: NonNullable<Reply['exclusion']>['reason'] | null;
  readonly exclusion_note: string;
  readonly is_withdrawn: 0 | 1;
  readonly scanned_pages: number;
  readonly open_queries: number;
  readonly keyed_by_name: string | null;
  readonly keyer_id: string | null;
  readonly name: string;
  readonly organisation: string;
  readonly postcode: string;
  readonly is_verified: 0 | 1;
  readonly second_id: string | null;
  readonly is_second_finished: 0 | 1;
}

/** What every query that answers replies selects; `fromReplyRow` reads it. */
export const selectReplies = `
  SELECT reply.id, reply.consultation_id, reply.batch_id, batch.number AS batch_number, batch.channel,
    reply.serial, consultation.serial_prefix, reply.kind, reply.signatures, reply.pages, reply.enclosures,
    reply.received_date, reply.is_late, reply.logged_at_ms, reply.place, reply.stage, reply.exclusion_reason,
    reply.exclusion_note, reply.scanned_pages, reply.open_queries, person.full_name AS keyed_by_name,
    keying.person_id AS keyer_id,
    EXISTS (SELECT 1 FROM event WHERE event.reply_id = reply.id AND event.kind = 'withdraw') AS is_withdrawn,
    reply.name, reply.organisation, reply.postcode, reply.is_verified, second.id AS second_id,
    second.finished_at_ms IS NOT NULL AS is_second_finished
  FROM reply
  JOIN batch ON batch.id = reply.batch_id
  JOIN consultation ON consultation.id = reply.consultation_id
  LEFT JOIN keying ON keying.reply_id = reply.id AND keying.pass = 1
  LEFT JOIN keying AS second ON second.reply_id = reply.id AND second.pass = 2
  LEFT JOIN person ON person.id = keying.person_id`;

/** A row of `selectReplies` as the record that crosses the bridge, with all that is known: see kept-blind.ts. */
export function fromReplyRow(row: ReplyRow): Reply {
  return {
    id: row.id as ReplyId,
    consultationId: row.consultation_id as ConsultationId,
    batchId: row.batch_id as BatchId,
    batchNumber: row.batch_number,
    channel: row.channel,
    serial: row.serial,
    serialLabel: serialLabel(row.serial_prefix, row.serial),
    kind: row.kind,
    signatures: row.signatures,
    receivedDate: row.received_date,
    isLate: row.is_late === 1,
    pages: row.pages,
    enclosures: row.enclosures,
    state: stateOf(row),
    checkState: checkStateOf(row),
    exclusion:
      row.exclusion_reason === null ? null : { reason: row.exclusion_reason, note: row.exclusion_note },
    isWithdrawn: row.is_withdrawn === 1,
    scannedPages: row.scanned_pages,
    openQueries: row.open_queries,
    loggedAtMs: row.logged_at_ms,
    keyedByName: row.keyed_by_name,
    keyerId: row.keyer_id as PersonId | null,
    name: row.name,
    organisation: row.organisation,
    postcode: row.postcode,
    keptBlind: [],
  };
}

/** Where it lies until its batch is sealed, and from then on how far it has gone. */
function stateOf(row: Pick<ReplyRow, 'place' | 'stage'>): ReplyState {
  return row.stage === 'here' ? row.place : row.stage;
}

function checkStateOf(row: ReplyRow): CheckState | null {
  if (row.place !== 'keyed') return null;
  if (row.is_verified === 1) return 'verified';
  if (row.second_id === null) return 'to-key-again';
  return row.is_second_finished === 1 ? 'to-decide' : 'being-keyed-again';
}

/** One reply, or undefined where the store has none of this id. */
export function readReply(db: ReadableDb, replyId: ReplyId): Reply | undefined {
  const row = getRow<ReplyRow>(db, `${selectReplies} WHERE reply.id = @replyId`, { replyId });
  return row && fromReplyRow(row);
}

/** The replies of a batch in the order of their serials, as they lie in the bundle. */
export function repliesOfBatch(db: ReadableDb, batchId: BatchId): Reply[] {
  return allRows<ReplyRow>(db, `${selectReplies} WHERE reply.batch_id = @batchId ORDER BY reply.serial`, {
    batchId,
  }).map(fromReplyRow);
}

/** What is written of a piece of paper when it is logged, and can be put right until it is sealed. */
export interface LoggedRow {
  readonly kind: Reply['kind'];
  readonly signatures: number | null;
  readonly pages: number | null;
  readonly enclosures: string;
}

/** Adds a reply, outstanding. The store counts it in its batch, and refuses it where the batch is sealed or full. */
export function insertReply(
  db: WritableDb,
  reply: LoggedRow & {
    readonly id: ReplyId;
    readonly batchId: BatchId;
    readonly consultationId: ConsultationId;
    readonly serial: number;
    readonly receivedDate: string;
    readonly isLate: boolean;
    readonly loggedBy: PersonId;
    readonly loggedAtMs: number;
  },
): void {
  write(
    db,
    `INSERT INTO reply (id, consultation_id, batch_id, serial, kind, signatures, pages, enclosures,
       received_date, is_late, logged_by, logged_at_ms)
     VALUES (@id, @consultationId, @batchId, @serial, @kind, @signatures, @pages, @enclosures,
       @receivedDate, @isLate, @loggedBy, @loggedAtMs)`,
    { ...reply, isLate: reply.isLate ? 1 : 0 },
  );
}

/** Puts right what was logged; the serial, the batch and the date stay. */
export function updateLogged(db: WritableDb, replyId: ReplyId, logged: LoggedRow): void {
  write(
    db,
    `UPDATE reply SET kind = @kind, signatures = @signatures, pages = @pages, enclosures = @enclosures
     WHERE id = @replyId AND stage = 'here'`,
    { replyId, ...logged },
  );
}

/** Who wrote a reply, for lists and search, where that was decided after its first keying. */
export function setSender(
  db: WritableDb,
  sender: {
    readonly replyId: ReplyId;
    readonly name: string;
    readonly organisation: string;
    readonly postcode: string;
  },
): void {
  write(
    db,
    `UPDATE reply SET name = @name, organisation = @organisation, postcode = @postcode
     WHERE id = @replyId AND stage = 'here'`,
    sender,
  );
}

/** Sets a reply aside. The store moves it between the counts of its batch. */
export function setExcluded(
  db: WritableDb,
  replyId: ReplyId,
  exclusion: { readonly reason: string; readonly note: string },
): void {
  write(
    db,
    `UPDATE reply SET place = 'excluded', exclusion_reason = @reason, exclusion_note = @note
     WHERE id = @replyId AND stage = 'here' AND place <> 'excluded'`,
    { replyId, ...exclusion },
  );
}

/** Takes an exclusion back: the reply is keyed where its first keying is finished, and outstanding otherwise. */
export function setTakenBack(db: WritableDb, replyId: ReplyId): void {
  write(
    db,
    `UPDATE reply SET exclusion_reason = NULL, exclusion_note = '', place = iif(EXISTS (
         SELECT 1 FROM keying WHERE reply_id = @replyId AND pass = 1 AND finished_at_ms IS NOT NULL
       ), 'keyed', 'outstanding')
     WHERE id = @replyId AND stage = 'here' AND place = 'excluded'`,
    { replyId },
  );
}

/** How many scanned pages of this reply lie in the scans' file. */
export function setScannedPages(db: WritableDb, replyId: ReplyId, scannedPages: number): void {
  write(db, 'UPDATE reply SET scanned_pages = @scannedPages WHERE id = @replyId', { replyId, scannedPages });
}
