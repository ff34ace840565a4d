import type { Migration } from '../migrate.ts';

export const queryOwner: Migration = {
  version: 120,
  name: 'query-owner',
  run: (db) => {
    db.exec(`
      -- Who looks at it; null: anybody.
      ALTER TABLE query ADD COLUMN owner_id TEXT REFERENCES person (id);
      CREATE INDEX query_by_owner ON query (owner_id) WHERE closed_by IS NULL;

      CREATE TRIGGER query_keeps_itself BEFORE UPDATE OF id, reply_id, field, kind, raised_by, raised_at_ms, is_by_check
        ON query BEGIN
        SELECT RAISE(ABORT, 'a query keeps what was raised');
      END;
      CREATE TRIGGER query_owned BEFORE UPDATE OF owner_id ON query
        WHEN NEW.owner_id IS NOT OLD.owner_id AND OLD.closed_by IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a closed query keeps its owner');
      END;
      CREATE TRIGGER query_end_is_fixed BEFORE UPDATE OF closed_by, closed_at_ms, closing_reason ON query
        WHEN OLD.closed_by IS NOT NULL AND NEW.closed_by IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a closed query keeps its end until it is opened again');
      END;
      -- A check that closes its own query because the cause is gone is nobody's decision.
      CREATE TRIGGER query_closed_by_whom BEFORE UPDATE OF closed_by ON query
        WHEN OLD.closed_by IS NULL AND NEW.closed_by IS NOT NULL AND NEW.is_closed_by_check = 0 BEGIN
        SELECT RAISE(ABORT, 'a second person confirms a duplicate') WHERE OLD.kind = 'duplicate'
          AND EXISTS (SELECT 1 FROM keying WHERE reply_id = OLD.reply_id AND pass = 1 AND person_id = NEW.closed_by);
        SELECT RAISE(ABORT, 'a supervisor closes it') WHERE OLD.kind IN ('safeguarding', 'late')
          AND (SELECT role FROM person WHERE id = NEW.closed_by) <> 'supervisor';
        SELECT RAISE(ABORT, 'the query is somebody else''s') WHERE OLD.owner_id <> NEW.closed_by
          AND (SELECT role FROM person WHERE id = NEW.closed_by) <> 'supervisor';
      END;
    `);
  },
};
