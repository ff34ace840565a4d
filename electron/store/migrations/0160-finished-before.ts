import type { Migration } from '../migrate.ts';

export const finishedBefore: Migration = {
  version: 160,
  name: 'finished-before',
  run: (db) => {
    db.exec(`
      -- When it was finished last. A second keying that goes on because its batch failed isn't finished, and what two
      -- people have keyed of the reply was keyed all the same: figures count by this.
      ALTER TABLE keying ADD COLUMN last_finished_at_ms INTEGER;
      UPDATE keying SET last_finished_at_ms = finished_at_ms WHERE finished_at_ms IS NOT NULL;
      CREATE TRIGGER keying_finished_last AFTER UPDATE OF finished_at_ms ON keying
        WHEN NEW.finished_at_ms IS NOT NULL BEGIN
        UPDATE keying SET last_finished_at_ms = NEW.finished_at_ms WHERE id = NEW.id;
      END;
    `);
  },
};
