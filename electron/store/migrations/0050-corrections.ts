import type { Migration } from '../migrate.ts';

export const corrections: Migration = {
  version: 50,
  name: 'corrections',
  run: (db) => {
    db.exec(`
      -- Why and by whom what was sealed was put right (S1). The event says what; what was keyed stays as it was.
      CREATE TABLE correction (
        event_id TEXT PRIMARY KEY REFERENCES event (event_id),
        reason TEXT NOT NULL CHECK (reason <> ''),
        corrected_by TEXT NOT NULL REFERENCES person (id),
        corrected_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER correction_of_something BEFORE INSERT ON correction BEGIN
        SELECT RAISE(ABORT, 'the first event of a reply corrects nothing')
          WHERE (SELECT kind FROM event WHERE event_id = NEW.event_id) = 'create';
      END;
      CREATE TRIGGER correction_is_fixed BEFORE UPDATE ON correction BEGIN
        SELECT RAISE(ABORT, 'a correction never changes');
      END;
      CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction BEGIN
        SELECT RAISE(ABORT, 'a correction is never deleted');
      END;

      CREATE TRIGGER event_after_withdrawal BEFORE INSERT ON event WHEN NEW.replaces IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'the reply was withdrawn')
          WHERE (SELECT kind FROM event WHERE event_id = NEW.replaces) = 'withdraw';
      END;
      -- A reply is received by a receipt for its newest event, and there is none yet for this one.
      CREATE TRIGGER event_corrects AFTER INSERT ON event WHEN NEW.revision > 1 BEGIN
        UPDATE reply SET stage = 'sealed' WHERE id = NEW.reply_id AND stage = 'received';
      END;
    `);
  },
};
