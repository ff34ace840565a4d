import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditEntry, type AuditFilter } from '../../../../contract/bridge/audit.ts';
import { sha256 } from '../../../../electron/store/sha256.ts';
import { appendAudit, listAudit, verifyAuditChain } from '../../../../electron/store/queries/audit.ts';
import { auditAsCsv } from '../../../../renderer/screens/audit/audit-as-csv.ts';
import { auditAsNdjson } from '../../../../renderer/screens/audit/audit-as-ndjson.ts';
import { exportAudit, type AuditForm } from '../../../../renderer/screens/audit/export-audit.ts';
import { readCsv } from '../../../support/read-csv.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../../support/temporary-desk.ts';

let here: TemporaryDesk;
beforeEach(() => (here = openTemporaryDesk()));
afterEach(() => here.clear());

const all: AuditFilter = { personId: null, act: null, subject: null, fromMs: null, toMs: null };

/** As many entries as two pages and a bit, some of the program's own. */
function acts(count: number): void {
  const { db, person } = here.desk;
  for (let index = 0; index < count; index += 1) {
    const personId = index % 7 === 0 ? null : person.id;
    appendAudit(db, {
      atMs: index,
      personId,
      act: 'test',
      subject: `=${index}`,
      details: { '2': 'ä', a: [1] },
    });
  }
}

async function exported(form: AuditForm, signal = new AbortController().signal): Promise<string | null> {
  const { db } = here.desk;
  const verdict = verifyAuditChain(db);
  const parts = await exportAudit(
    (request) => {
      // Somebody goes on working while the file is written: that isn't in it.
      acts(1);
      return Promise.resolve(listAudit(db, request));
    },
    { form, filter: all, verdict, nowMs: 0, tell: () => {}, signal },
  );
  return parts && parts.join('');
}

/** Recomputes the chain from entries as they stand in a file, the newest first. */
function headOf(written: readonly AuditEntry[]): string {
  let h = '0'.repeat(64);
  for (const { number, atMs, personId, act, subject, details, h: said } of written.toReversed()) {
    const words = ['postbag-audit/1', h, number, atMs, personId, act, subject, JSON.stringify(details)];
    h = sha256(JSON.stringify(words));
    expect(said).toBe(h);
  }
  return h;
}

it('writes what the head covers and nothing later, and the whole chain can be recomputed from the file', async () => {
  acts(2100);
  const file = (await exported(auditAsNdjson))!;
  const [about, ...lines] = file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines.pop()).toEqual({ entries: 2100 });
  const { audit } = z.looseObject({ audit: z.looseObject({ head: z.string() }) }).parse(about);
  expect(headOf(z.array(AuditEntry).parse(lines))).toBe(audit.head);
});

it('writes the same as a table, in lines of one width, with the head before and the number behind', async () => {
  acts(1002);
  const file = (await exported(auditAsCsv))!;
  expect(file.startsWith('\uFEFF')).toBe(true);
  const rows = readCsv(file.slice(1));
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  const told = new Map(rows.slice(0, 6).map(([name, value]) => [name, value]));
  expect(told.get('format')).toBe('postbag-audit/1');
  expect(JSON.parse(told.get('filter')!)).toEqual(all);
  expect(told.get('entries in the audit')).toBe('1002');
  expect(rows.at(-1)!.slice(0, 2)).toEqual(['entries in this file', '1002']);
  const [names, ...lines] = rows.slice(7, -1);
  const column = (row: readonly string[], name: string): string => row[names!.indexOf(name)]!;
  // Nothing of it begins a formula but the subjects, and their apostrophe is no part of them.
  const entries = lines.map((row) =>
    AuditEntry.parse({
      number: Number(column(row, 'number')),
      atMs: Number(column(row, 'atMs')),
      personId: column(row, 'personId') || null,
      byName: column(row, 'byName'),
      act: column(row, 'act'),
      subject: column(row, 'subject').replace(/^'/, ''),
      subjectName: column(row, 'subjectName') || null,
      details: JSON.parse(column(row, 'details')) as unknown,
      h: column(row, 'h'),
    }),
  );
  expect(entries).toHaveLength(1002);
  expect(column(lines[0]!, 'subject')).toMatch(/^'=/);
  expect(column(lines[0]!, 'at')).toBe(new Date(entries[0]!.atMs).toISOString());
  expect(headOf(entries)).toBe(told.get('head'));
});

const begins = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' ',
  ';',
  '|',
  ',',
  '"',
  "'",
  '＝',
  'x',
  '\\',
);
const typed = fc.array(fc.oneof(begins, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
const bare = (text: string): string => text.replaceAll("'", '');
const formula = /^[=+\-@＝＋－＠]/u;

it('lets no cell begin a formula, whatever was typed and however a spreadsheet parts its cells', () => {
  fc.assert(
    fc.property(typed, typed, typed, (subject, byName, reason) => {
      const file = auditAsCsv.entries([
        {
          number: 1,
          atMs: 0,
          personId: null,
          byName,
          act: 'test',
          subject,
          subjectName: null,
          details: { reason },
          h: '0'.repeat(64),
        },
      ]);
      const [row, ...more] = readCsv(file);
      expect(more).toEqual([]);
      expect(readCsv(file, ',;\t')).toEqual([row]);
      for (const cell of row!) {
        expect(cell).not.toMatch(/^[\t\r]/);
        expect(cell.trim()).not.toMatch(formula);
      }
      // An apostrophe before a formula is all that is put in.
      expect(row!.map(bare)).toEqual(expect.arrayContaining([bare(subject), bare(byName)]));
      // With another separator quotes are read otherwise, too.
      for (const cell of file.split(/[;|\t\r\n]/)) expect(cell.replace(/^[\s"]+/, '')).not.toMatch(formula);
    }),
  );
});

it('says in a table, too, where a broken audit breaks', () => {
  const about = { format: 'postbag-audit/1', writtenAtMs: 0, order: 'newest first', filter: all } as const;
  const file = auditAsCsv.begin({ ...about, audit: { entries: 7, brokenAt: 8, head: null } });
  expect(readCsv(file.slice(1)).map((row) => row.slice(0, 2))).toContainEqual(['brokenAt', '8']);
});

it('writes nothing when it was cancelled', async () => {
  acts(3);
  for (const form of [auditAsNdjson, auditAsCsv]) {
    expect(await exported(form, AbortSignal.abort())).toBeNull();
  }
});
