import { createHash } from 'node:crypto';
import type { Migration } from '../migrate.ts';

export const auditChain: Migration = {
  version: 110,
  name: 'audit-chain',
  run: (db) => {
    db.exec(`
      -- Each entry's hash covers the one before, so that nobody can alter, remove or slip in an entry unseen.
      ALTER TABLE audit ADD COLUMN h TEXT NOT NULL
        DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' CHECK (length(h) = 64);
      DROP TRIGGER audit_is_fixed;
      -- A page of the audit is looked for by what was done and by whom.
      CREATE INDEX audit_by_person ON audit (person_id, number);
      CREATE INDEX audit_by_act ON audit (act, number);
    `);
    const entries = db
      .prepare<[], Entry>('SELECT number, at_ms, person_id, act, subject, details FROM audit ORDER BY number')
      .all();
    const chain = db.prepare<[string, number]>('UPDATE audit SET h = ? WHERE number = ?');
    let previousH = '0'.repeat(64);
    for (const { number, at_ms: atMs, person_id: personId, act, subject, details } of entries) {
      const preimage = JSON.stringify([
        'postbag-audit/1',
        previousH,
        number,
        atMs,
        personId,
        act,
        subject,
        details,
      ]);
      previousH = createHash('sha256').update(preimage).digest('hex');
      chain.run(previousH, number);
    }
    db.exec(`
      CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit is never changed');
      END;
      CREATE TRIGGER audit_has_no_gap BEFORE INSERT ON audit
        WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit) BEGIN
        SELECT RAISE(ABORT, 'the audit has no gap');
      END;
    `);
  },
};

interface Entry {
  readonly number: number;
  readonly at_ms: number;
  readonly person_id: string | null;
  readonly act: string;
  readonly subject: string;
  readonly details: string;
}
