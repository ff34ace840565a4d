import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditEntry, type AuditFilter } from '../../../../contract/bridge/audit.ts';
import { sha256 } from '../../../../electron/store/sha256.ts';
import { appendAudit, listAudit, verifyAuditChain } from '../../../../electron/store/queries/audit.ts';
import { exportAudit } from '../../../../renderer/screens/audit/export-audit.ts';
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

async function exported(signal = new AbortController().signal): Promise<unknown[] | null> {
  const { db } = here.desk;
  const verdict = verifyAuditChain(db);
  const parts = await exportAudit(
    (request) => {
      // Somebody goes on working while the file is written: that isn't in it.
      acts(1);
      return Promise.resolve(listAudit(db, request));
    },
    { filter: all, verdict, nowMs: 0, tell: () => {}, signal },
  );
  return (
    parts &&
    parts
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
  );
}

it('writes what the head covers and nothing later, and the whole chain can be recomputed from the file', async () => {
  acts(2100);
  const [about, ...lines] = (await exported())!;
  expect(lines.pop()).toEqual({ entries: 2100 });
  const { audit } = z.looseObject({ audit: z.looseObject({ head: z.string() }) }).parse(about);
  const entries = z.array(AuditEntry).parse(lines).toReversed();
  let h = '0'.repeat(64);
  for (const { number, atMs, personId, act, subject, details, h: written } of entries) {
    const words = ['postbag-audit/1', h, number, atMs, personId, act, subject, JSON.stringify(details)];
    h = sha256(JSON.stringify(words));
    expect(written).toBe(h);
  }
  expect(h).toBe(audit.head);
});

it('writes nothing when it was cancelled', async () => {
  acts(3);
  expect(await exported(AbortSignal.abort())).toBeNull();
});
