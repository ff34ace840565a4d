import type { Migration } from '../migrate.ts';

export const auditBySubject: Migration = {
  version: 30,
  name: 'audit-by-subject',
  run: (db) => {
    db.exec(`
      -- A reply's page shows who did what to it; without this each look would read the whole audit.
      CREATE INDEX audit_by_subject ON audit (subject, number);
    `);
  },
};
