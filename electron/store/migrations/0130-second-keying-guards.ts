import type { Migration } from '../migrate.ts';

export const secondKeyingGuards: Migration = {
  version: 130,
  name: 'second-keying-guards',
  run: (db) => {
    db.exec(`
      -- Who decided has seen both values: a second keying that goes on can't be handed over to him.
      CREATE TRIGGER keying_not_by_who_decided BEFORE UPDATE OF person_id ON keying WHEN NEW.person_id <> OLD.person_id BEGIN
        SELECT RAISE(ABORT, 'who decided of a reply keys nothing of it')
          WHERE EXISTS (SELECT 1 FROM decision WHERE reply_id = OLD.reply_id AND decided_by = NEW.person_id);
      END;
      -- Whose value is said to count, his value does.
      CREATE TRIGGER decision_counts_what_it_names BEFORE INSERT ON decision WHEN NEW.choice IN ('first', 'second') BEGIN
        SELECT RAISE(ABORT, 'the decision names one value and counts another') WHERE NEW.mark IS NOT (
          SELECT iif(NEW.choice = 'first', first_mark, confirmed_mark) FROM difference
          WHERE reply_id = NEW.reply_id AND field = NEW.field);
      END;
      -- Plans follow one another, and only a supervisor makes one; without a maker it is the program's own.
      CREATE TRIGGER rekey_plan_goes_forward AFTER INSERT ON rekey_plan BEGIN
        SELECT RAISE(ABORT, 'a plan stands from now on, never backwards')
          WHERE NEW.number < (SELECT max(number) FROM rekey_plan);
        SELECT RAISE(ABORT, 'a supervisor makes a plan') WHERE NEW.made_by IS NOT NULL
          AND (SELECT role FROM person WHERE id = NEW.made_by) <> 'supervisor';
      END;
      CREATE TRIGGER reply_begins_unverified BEFORE INSERT ON reply WHEN NEW.is_verified <> 0 BEGIN
        SELECT RAISE(ABORT, 'nothing of the reply is keyed');
      END;
    `);
  },
};
