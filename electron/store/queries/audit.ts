import type { AuditEntry, AuditFilter, AuditVerdict } from '../../../contract/bridge/audit.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { Sha256 } from '../../../contract/sync/hash.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { readSerial, serialLabel } from '../../../contract/rules/serial.ts';
import { sha256 } from '../sha256.ts';
import { allRows, getRow, write, type ReadableDb, type WritableDb } from '../db.ts';

/** What stands before the first entry. */
const noH = '0'.repeat(64);

interface ChainedRow {
  readonly number: number;
  readonly at_ms: number;
  readonly person_id: PersonId | null;
  readonly act: string;
  readonly subject: string;
  readonly details: string;
}

/** The hash of an entry: over all of it and the hash before. A JSON list can be read in one way only. */
function hashOf(previousH: string, row: ChainedRow): string {
  const { number, at_ms: atMs, person_id: personId, act, subject, details } = row;
  return sha256(
    JSON.stringify(['postbag-audit/1', previousH, number, atMs, personId, act, subject, details]),
  );
}

/**
 * Appends one act to the audit, in the transaction of the act itself: neither stands without the other. Its hash
 * covers the entry before.
 * @param act the call that did it, `postroom.exclude`
 * @param subject the id of what it was done to
 */
export function appendAudit(
  db: WritableDb,
  entry: {
    readonly atMs: number;
    readonly personId: PersonId | null;
    readonly act: string;
    readonly subject: string;
    readonly details: Readonly<Record<string, unknown>>;
  },
): void {
  const last = readAuditHead(db);
  const row: ChainedRow = {
    number: (last?.number ?? 0) + 1,
    at_ms: entry.atMs,
    person_id: entry.personId,
    act: entry.act,
    subject: entry.subject,
    details: JSON.stringify(entry.details),
  };
  write(
    db,
    `INSERT INTO audit (number, at_ms, person_id, act, subject, details, h)
     VALUES (@number, @at_ms, @person_id, @act, @subject, @details, @h)`,
    { ...row, h: hashOf(last?.h ?? noH, row) },
  );
}

/** The newest entry's number and hash: with them, all before it can be checked. Undefined for an empty audit. */
export function readAuditHead(db: ReadableDb): { readonly number: number; readonly h: string } | undefined {
  return getRow(db, 'SELECT number, h FROM audit ORDER BY number DESC LIMIT 1');
}

/** How many entries are read at a time: an audit of years doesn't fit into memory at once. */
const entriesAtATime = 5_000;

/**
 * Recomputes the chain from the first entry to the last. `brokenAt` is the number of the first entry that isn't what
 * its hash says, or that doesn't follow the one before; null where all of them do.
 */
export function verifyAuditChain(db: ReadableDb): AuditVerdict {
  let previous = { number: 0, h: noH };
  for (;;) {
    const rows = allRows<ChainedRow & { readonly h: string }>(
      db,
      `SELECT number, at_ms, person_id, act, subject, details, h FROM audit
       WHERE number > @after ORDER BY number LIMIT @limit`,
      { after: previous.number, limit: entriesAtATime },
    );
    for (const row of rows) {
      const isChained = row.number === previous.number + 1 && row.h === hashOf(previous.h, row);
      if (!isChained) return { entries: previous.number, brokenAt: previous.number + 1, head: null };
      previous = { number: row.number, h: row.h };
    }
    if (rows.length < entriesAtATime) {
      return {
        entries: previous.number,
        brokenAt: null,
        head: previous.number === 0 ? null : Sha256.parse(previous.h),
      };
    }
  }
}

interface ListedRow extends ChainedRow {
  readonly h: string;
  readonly full_name: string | null;
  readonly serial_prefix: string | null;
  readonly serial: number | null;
  readonly batch_number: number | null;
  readonly subject_person: string | null;
}

/** Entries that the filter asks for, the newest first, before `before` where it is given. */
export function listAudit(
  db: ReadableDb,
  {
    filter,
    ...page
  }: { readonly filter: AuditFilter; readonly before: number | null; readonly limit: number },
): AuditEntry[] {
  return allRows<ListedRow>(
    db,
    `SELECT audit.number, audit.at_ms, audit.person_id, audit.act, audit.subject, audit.details, audit.h,
       person.full_name, consultation.serial_prefix, reply.serial, batch.number AS batch_number,
       subject_person.full_name AS subject_person
     FROM audit LEFT JOIN person ON person.id = audit.person_id
     LEFT JOIN reply ON reply.id = audit.subject
     LEFT JOIN consultation ON consultation.id = reply.consultation_id
     LEFT JOIN batch ON batch.id = audit.subject
     LEFT JOIN person AS subject_person ON subject_person.id = audit.subject
     WHERE (@before IS NULL OR audit.number < @before)
       AND (@personId IS NULL OR audit.person_id = @personId)
       AND (@act IS NULL OR audit.act = @act)
       AND (@subject IS NULL OR audit.subject = @subject)
       AND (@fromMs IS NULL OR audit.at_ms >= @fromMs) AND (@toMs IS NULL OR audit.at_ms < @toMs)
     ORDER BY audit.number DESC LIMIT @limit`,
    { ...filter, ...page, subject: filter.subject && subjectOf(db, filter.subject) },
  ).map((row) => ({
    number: row.number,
    atMs: row.at_ms,
    personId: row.person_id,
    byName: row.full_name,
    act: row.act,
    subject: row.subject,
    subjectName: subjectNameOf(row),
    // Written by appendAudit from an object, and json_valid in the table.
    details: JSON.parse(row.details) as Record<string, unknown>,
    h: row.h,
  }));
}

function subjectNameOf(row: ListedRow): string | null {
  if (row.serial_prefix !== null && row.serial !== null) return serialLabel(row.serial_prefix, row.serial);
  return row.batch_number === null ? row.subject_person : batchLabel(row.batch_number);
}

/** The id of the reply whose serial was typed; else what was typed is an id already. */
function subjectOf(db: ReadableDb, typed: string): string {
  const prefix = /^([a-z]+)[\s-]*\d+$/i.exec(typed.trim())?.[1]?.toUpperCase();
  if (prefix === undefined) return typed.trim();
  const serial = readSerial(prefix, typed);
  const found = getRow<{ id: string }>(
    db,
    `SELECT reply.id FROM reply JOIN consultation ON consultation.id = reply.consultation_id
     WHERE upper(consultation.serial_prefix) = @prefix AND reply.serial = @serial`,
    { prefix, serial },
  );
  return found?.id ?? typed.trim();
}

/** The acts that stand in the audit, for a choice among them. */
export function listActs(db: ReadableDb): string[] {
  return allRows<{ act: string }>(db, 'SELECT DISTINCT act FROM audit ORDER BY act').map(({ act }) => act);
}
