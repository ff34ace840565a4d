import { stringify } from 'csv-stringify/browser/esm/sync';
import type { AuditEntry } from '../../../contract/bridge/audit.ts';
import { wordsOfAct } from './audit-words.ts';
import type { AuditForm } from './export-audit.ts';

// A table for a spreadsheet: RFC 4180, every line of the same width, each cell in quotes, with the mark by which Excel
// knows UTF-8. What somebody typed may look like a formula, and a spreadsheet would compute it, fetch an address, start
// a program (docs/decisions/the-audit-as-a-table.md). A file to check hashes with is the NDJSON: an apostrophe that was
// put in here is no part of what was written.

const cells: readonly (readonly [string, (entry: AuditEntry) => string | number])[] = [
  ['number', ({ number }) => number],
  ['at', ({ atMs }) => new Date(atMs).toISOString()],
  ['atMs', ({ atMs }) => atMs],
  ['personId', ({ personId }) => personId ?? ''],
  ['byName', ({ byName }) => byName ?? 'the program'],
  ['act', ({ act }) => act],
  ['what', ({ act }) => wordsOfAct(act)],
  ['subject', ({ subject }) => subject],
  ['subjectName', ({ subjectName }) => subjectName ?? ''],
  ['details', ({ details }) => JSON.stringify(details)],
  ['h', ({ h }) => h],
];

export const auditAsCsv: AuditForm = {
  mediaType: 'text/csv;charset=utf-8',
  extension: 'csv',
  begin: ({ format, writtenAtMs, order, filter, audit: { entries, brokenAt, head } }) =>
    table(
      [
        ['format', format],
        ['writtenAt', new Date(writtenAtMs).toISOString()],
        ['order', order],
        ['filter', JSON.stringify(filter)],
        ['entries in the audit', entries],
        brokenAt === null ? ['head', head ?? ''] : ['brokenAt', brokenAt],
        [],
        cells.map(([name]) => name),
      ],
      true,
    ),
  entries: (page) => table(page.map((entry) => cells.map(([, of]) => of(entry)))),
  end: (entries) => table([['entries in this file', entries]]),
};

function table(rows: readonly (readonly (string | number)[])[], isFirst = false): string {
  return stringify(
    rows.map((row) => cells.map((_, column) => harmless(row[column] ?? ''))),
    { bom: isFirst, quoted: true, record_delimiter: 'windows', escape_formulas: true },
  );
}

/**
 * The library puts an apostrophe before what begins like a formula. A spreadsheet that takes another character than the
 * comma to part its cells begins a cell elsewhere, too.
 */
function harmless(cell: string | number): string | number {
  return typeof cell === 'number'
    ? cell
    : cell.replace(/((?:^|[;|\t\r\n])[\s"]*)(?=[=+\-@＝＋－＠])/gu, "$1'");
}
