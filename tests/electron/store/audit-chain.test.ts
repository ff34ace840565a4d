import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../../contract/bridge/audit.ts';
import { migrate } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { allRows, writeAny, type WritableDb } from '../../../electron/store/db.ts';
import {
  appendAudit,
  listAudit,
  readAuditHead,
  verifyAuditChain,
} from '../../../electron/store/queries/audit.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let db: WritableDb;
beforeEach(() => {
  here = openTemporaryDesk();
  db = here.desk.db;
});
afterEach(() => here.clear());

const append = (act: string, subject = 'something', details: Record<string, unknown> = {}) =>
  appendAudit(db, { atMs: here.desk.nowMs(), personId: here.desk.person.id, act, subject, details });
const nobodyAsked: AuditFilter = { personId: null, act: null, subject: null, fromMs: null, toMs: null };

const numbers = (filter: Partial<AuditFilter>, before: number | null) =>
  listAudit(db, { filter: { ...nobodyAsked, ...filter }, before, limit: 3 }).map(({ number }) => number);

/** What somebody could do who has the key of the store and drops the triggers that refuse it. */
function tamper(sql: string): void {
  for (const trigger of ['audit_is_fixed', 'audit_is_kept', 'audit_has_no_gap']) {
    db.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  }
  writeAny(db, sql);
}

describe('the audit', () => {
  it('refuses a change, a deletion and a gap by direct SQL', () => {
    append('postroom.exclude');
    expect(() => writeAny(db, `UPDATE audit SET act = 'other'`)).toThrow(/never changed/);
    expect(() => writeAny(db, `UPDATE audit SET h = printf('%064d', 1)`)).toThrow(/never changed/);
    expect(() => writeAny(db, 'DELETE FROM audit')).toThrow(/never deleted/);
    expect(() =>
      writeAny(db, `INSERT INTO audit (number, at_ms, act, subject, details) VALUES (9, 1, 'x', 'y', '{}')`),
    ).toThrow(/no gap/);
  });

  it('is whole from the first entry on, and its head is the newest hash', () => {
    expect(verifyAuditChain(db)).toEqual({ entries: 0, brokenAt: null, head: null });
    for (const act of ['a', 'b', 'c']) append(act);
    expect(verifyAuditChain(db)).toEqual({ entries: 3, brokenAt: null, head: readAuditHead(db)!.h });
  });

  it.each([
    ['altered details', `UPDATE audit SET details = '{"n":9}' WHERE number = 3`],
    ['another person', 'UPDATE audit SET person_id = NULL WHERE number = 3'],
    ['another time', 'UPDATE audit SET at_ms = at_ms + 1 WHERE number = 3'],
    ['an entry taken out', 'DELETE FROM audit WHERE number = 3'],
    [
      'an entry taken out, and the gap closed',
      'UPDATE audit SET number = number - 1 WHERE number > 3 OR number = 3',
    ],
  ])('that was tampered with says where: %s', (_, sql) => {
    for (let n = 1; n <= 6; n += 1) append('act', 'something', { n });
    if (sql.startsWith('UPDATE audit SET number')) tamper('DELETE FROM audit WHERE number = 3');
    tamper(sql.replace('OR number = 3', ''));
    expect(verifyAuditChain(db).brokenAt).toBe(3);
  });

  it('that is cut short at its end doesn’t have the head that was noted', () => {
    for (let n = 1; n <= 4; n += 1) append('act');
    const noted = readAuditHead(db)!.h;
    tamper('DELETE FROM audit WHERE number = 4');
    const { brokenAt, head } = verifyAuditChain(db);
    expect(brokenAt).toBeNull();
    expect(head).not.toBe(noted);
  });

  it('holds whatever is written into it, and any altered character is found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (subject, value) => {
        append('act', subject, { value });
        expect(verifyAuditChain(db).brokenAt).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('is read page by page, the newest first, by whom and what', () => {
    for (let n = 1; n <= 7; n += 1) append(n % 2 === 0 ? 'even' : 'odd', `s${n}`);
    expect(numbers({}, null)).toEqual([7, 6, 5]);
    expect(numbers({}, 5)).toEqual([4, 3, 2]);
    expect(numbers({ act: 'even' }, null)).toEqual([6, 4, 2]);
  });
});

it('an audit from before the chain is chained as it stands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-test-'));
  const old = openWritable(join(folder, 'store.postbag'), Buffer.alloc(32), { mustExist: false });
  migrate(
    old,
    storeMigrations.filter(({ version }) => version < 110),
  );
  for (const act of ['one', 'two', 'three']) {
    writeAny(old, `INSERT INTO audit (at_ms, act, subject, details) VALUES (1, @act, 's', '{}')`, { act });
  }
  migrate(old, storeMigrations);
  expect(verifyAuditChain(old)).toMatchObject({ entries: 3, brokenAt: null });
  expect(allRows(old, 'SELECT act FROM audit ORDER BY number')).toEqual([
    { act: 'one' },
    { act: 'two' },
    { act: 'three' },
  ]);
  old.close();
  rmSync(folder, { recursive: true });
});
