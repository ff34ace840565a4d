import type { Migration } from '../migrate.ts';

export const firstValuesSeen: Migration = {
  version: 150,
  name: 'first-values-seen',
  run: (db) => {
    db.exec(`
      -- Who has looked at what was first keyed of a reply before its second keying was finished. Whoever keyed a part
      -- of it stands in keying and hand_over instead.
      CREATE TABLE first_values_seen (
        reply_id TEXT NOT NULL REFERENCES reply (id),
        person_id TEXT NOT NULL REFERENCES person (id),
        PRIMARY KEY (reply_id, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER first_values_seen_is_fixed BEFORE UPDATE ON first_values_seen BEGIN
        SELECT RAISE(ABORT, 'what somebody has seen stays seen');
      END;
      CREATE TRIGGER first_values_seen_is_kept BEFORE DELETE ON first_values_seen BEGIN
        SELECT RAISE(ABORT, 'what somebody has seen stays seen');
      END;
      CREATE TRIGGER second_keying_is_blind BEFORE INSERT ON keying WHEN NEW.pass = 2 BEGIN
        SELECT RAISE(ABORT, 'who has seen the first keying keys nothing of the reply again') WHERE EXISTS (
          SELECT 1 FROM first_values_seen WHERE reply_id = NEW.reply_id AND person_id = NEW.person_id);
      END;
      CREATE TRIGGER second_keying_stays_blind BEFORE UPDATE OF person_id ON keying
        WHEN NEW.pass = 2 AND NEW.person_id <> OLD.person_id BEGIN
        SELECT RAISE(ABORT, 'who has seen the first keying keys nothing of the reply again') WHERE EXISTS (
          SELECT 1 FROM first_values_seen WHERE reply_id = OLD.reply_id AND person_id = NEW.person_id);
      END;
    `);
  },
};
