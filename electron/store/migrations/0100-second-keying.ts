import type { Migration } from '../migrate.ts';

export const secondKeying: Migration = {
  version: 100,
  name: 'second-keying',
  run: (db) => {
    db.exec(`
      -- Which fields of a consultation are keyed again. The newest row stands; what was drawn keeps its own.
      CREATE TABLE rekey_plan (
        number INTEGER PRIMARY KEY,
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        plan TEXT NOT NULL CHECK (json_valid(plan)),
        reason TEXT NOT NULL CHECK (reason <> ''),
        made_by TEXT REFERENCES person (id),    -- null: the plan that a consultation begins with
        made_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX rekey_plan_by_consultation ON rekey_plan (consultation_id, number);
      CREATE TRIGGER rekey_plan_is_fixed BEFORE UPDATE ON rekey_plan BEGIN
        SELECT RAISE(ABORT, 'a plan never changes: make a new one');
      END;
      CREATE TRIGGER rekey_plan_is_kept BEFORE DELETE ON rekey_plan BEGIN
        SELECT RAISE(ABORT, 'a plan is never deleted');
      END;
      -- The usual plan (domain.md, "Accuracy"): every closed item again, of a new keyer's first five batches
      -- everything, of all others one field in ten. A supervisor changes it with a reason. The seed is the
      -- consultation's own, so that two of them don't draw alike.
      CREATE TRIGGER consultation_begins_with_a_plan AFTER INSERT ON consultation BEGIN
        INSERT INTO rekey_plan (consultation_id, plan, reason, made_at_ms) VALUES (NEW.id, json_object(
          'always', 'closed', 'drawnPerThousand', 100, 'seed', NEW.id, 'newKeyerBatches', 5, 'mostWrong', 0),
          'As every consultation begins.', CAST(unixepoch('subsec') * 1000 AS INTEGER));
      END;
      INSERT INTO rekey_plan (consultation_id, plan, reason, made_at_ms)
        SELECT id, json_object('always', 'closed', 'drawnPerThousand', 100, 'seed', id, 'newKeyerBatches', 5,
          'mostWrong', 0), 'As every consultation begins.', CAST(unixepoch('subsec') * 1000 AS INTEGER)
        FROM consultation;

      -- What of a reply is to be keyed again: drawn when its first keying is finished, and kept.
      CREATE TABLE rekeying (
        reply_id TEXT PRIMARY KEY REFERENCES reply (id),
        plan_number INTEGER NOT NULL REFERENCES rekey_plan (number),
        -- 1: a new keyer's batch, or one whose drawn fields failed. Goes from 0 to 1 and not back.
        is_in_full INTEGER NOT NULL CHECK (is_in_full IN (0, 1)),
        drawn_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER rekeying_follows_the_plan BEFORE INSERT ON rekeying BEGIN
        SELECT RAISE(ABORT, 'a reply is drawn under the plan that stands') WHERE NEW.plan_number <> (
          SELECT max(rekey_plan.number) FROM rekey_plan JOIN reply USING (consultation_id) WHERE reply.id = NEW.reply_id);
      END;
      CREATE TRIGGER rekeying_is_fixed BEFORE UPDATE ON rekeying
        WHEN NEW.reply_id <> OLD.reply_id OR NEW.plan_number <> OLD.plan_number
          OR NEW.drawn_at_ms <> OLD.drawn_at_ms OR NEW.is_in_full < OLD.is_in_full BEGIN
        SELECT RAISE(ABORT, 'what was drawn stays drawn');
      END;
      CREATE TRIGGER rekeying_is_kept BEFORE DELETE ON rekeying BEGIN
        SELECT RAISE(ABORT, 'what was drawn stays drawn');
      END;
      CREATE TABLE rekeyed_field (
        reply_id TEXT NOT NULL REFERENCES rekeying (reply_id),
        field TEXT NOT NULL,
        because TEXT NOT NULL CHECK (because IN ('always', 'drawn', 'in-full')),
        PRIMARY KEY (reply_id, field)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER rekeyed_field_is_fixed BEFORE UPDATE ON rekeyed_field BEGIN
        SELECT RAISE(ABORT, 'what was drawn stays drawn');
      END;
      CREATE TRIGGER rekeyed_field_is_kept BEFORE DELETE ON rekeyed_field BEGIN
        SELECT RAISE(ABORT, 'what was drawn stays drawn');
      END;
      -- A batch whose drawn fields failed.
      CREATE TABLE batch_in_full (
        batch_id TEXT PRIMARY KEY REFERENCES batch (id),
        wrong INTEGER NOT NULL,                 -- drawn fields that were found wrong until then
        most_wrong INTEGER NOT NULL,
        at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER batch_in_full_is_fixed BEFORE UPDATE ON batch_in_full BEGIN
        SELECT RAISE(ABORT, 'a batch that failed stays so');
      END;
      CREATE TRIGGER batch_in_full_is_kept BEFORE DELETE ON batch_in_full BEGIN
        SELECT RAISE(ABORT, 'a batch that failed stays so');
      END;

      -- Key presses in one field; the keying has their sum.
      ALTER TABLE mark ADD COLUMN strokes INTEGER NOT NULL DEFAULT 0 CHECK (strokes >= 0);

      -- A field in which the second keying said something else than the first, from the moment it was heard.
      CREATE TABLE difference (
        reply_id TEXT NOT NULL,
        field TEXT NOT NULL,
        first_mark TEXT CHECK (json_valid(first_mark)),     -- as compared; null: no mark, or blank where not asked
        second_mark TEXT CHECK (json_valid(second_mark)),   -- as the second keyer had it before looking again
        found_at_ms INTEGER NOT NULL,
        -- Null while the second keyer looks again; then whether he put his own value right or confirmed it.
        outcome TEXT CHECK (outcome IN ('put-right', 'confirmed')),
        -- What the second keying says at its end.
        confirmed_mark TEXT CHECK (json_valid(confirmed_mark)),
        PRIMARY KEY (reply_id, field),
        FOREIGN KEY (reply_id, field) REFERENCES rekeyed_field (reply_id, field)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX difference_confirmed ON difference (reply_id) WHERE outcome IS NOT 'put-right';
      CREATE TRIGGER difference_is_fixed BEFORE UPDATE ON difference
        WHEN OLD.outcome IS NOT NULL OR NEW.reply_id <> OLD.reply_id OR NEW.field <> OLD.field
          OR NEW.first_mark IS NOT OLD.first_mark OR NEW.second_mark IS NOT OLD.second_mark
          OR NEW.found_at_ms <> OLD.found_at_ms BEGIN
        SELECT RAISE(ABORT, 'what differed never changes');
      END;
      CREATE TRIGGER difference_is_kept BEFORE DELETE ON difference BEGIN
        SELECT RAISE(ABORT, 'what differed is never deleted');
      END;

      -- What a third person decided from the paper. The newest row of a field stands.
      CREATE TABLE decision (
        number INTEGER PRIMARY KEY,
        reply_id TEXT NOT NULL,
        field TEXT NOT NULL,
        choice TEXT NOT NULL CHECK (choice IN ('first', 'second', 'neither', 'taken-back')),
        mark TEXT CHECK (json_valid(mark)),     -- what counts; null: no mark
        fault TEXT CHECK (fault IN ('first', 'second', 'both', 'illegible', 'two-ticks', 'off-the-form')),
        decided_by TEXT NOT NULL REFERENCES person (id),
        decided_at_ms INTEGER NOT NULL,
        FOREIGN KEY (reply_id, field) REFERENCES difference (reply_id, field),
        CHECK ((choice = 'taken-back') = (fault IS NULL)),
        CHECK (choice <> 'taken-back' OR mark IS NULL),
        -- Whose value counts isn't at fault; where neither counts, both are, or the paper.
        CHECK (NOT (choice = 'first' AND fault IN ('first', 'both'))),
        CHECK (NOT (choice = 'second' AND fault IN ('second', 'both'))),
        CHECK (NOT (choice = 'neither' AND fault IN ('first', 'second')))
      ) STRICT;
      CREATE INDEX decision_by_field ON decision (reply_id, field, number);
      -- A keyer disagrees with a decision, once a field; a supervisor decides again.
      CREATE TABLE contest (
        decision_number INTEGER PRIMARY KEY REFERENCES decision (number),
        reply_id TEXT NOT NULL,
        field TEXT NOT NULL,
        contested_by TEXT NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL CHECK (reason <> ''),
        contested_at_ms INTEGER NOT NULL,
        UNIQUE (reply_id, field, contested_by)
      ) STRICT;
      CREATE VIEW standing_decision AS
        SELECT * FROM decision WHERE choice <> 'taken-back' AND number =
          (SELECT max(later.number) FROM decision AS later
            WHERE later.reply_id = decision.reply_id AND later.field = decision.field);
      -- What still needs somebody: being looked at again, or a third person, or a supervisor.
      CREATE VIEW open_difference AS
        SELECT difference.*, contest.decision_number AS contested_number
        FROM difference
        LEFT JOIN standing_decision USING (reply_id, field)
        LEFT JOIN contest ON contest.decision_number = standing_decision.number
        WHERE difference.outcome IS NOT 'put-right'
          AND (standing_decision.number IS NULL OR contest.decision_number IS NOT NULL);

      -- Half-keyed work that was given to somebody else. Whoever had it may not key the other pass of that reply.
      CREATE TABLE hand_over (
        number INTEGER PRIMARY KEY,
        keying_id TEXT NOT NULL REFERENCES keying (id),
        from_person TEXT NOT NULL REFERENCES person (id),
        to_person TEXT NOT NULL REFERENCES person (id),
        handed_by TEXT NOT NULL REFERENCES person (id),
        at_ms INTEGER NOT NULL,
        CHECK (from_person <> to_person)
      ) STRICT;
      CREATE INDEX hand_over_by_keying ON hand_over (keying_id, number);
      CREATE TRIGGER hand_over_is_fixed BEFORE UPDATE ON hand_over BEGIN
        SELECT RAISE(ABORT, 'a hand-over never changes');
      END;
      CREATE TRIGGER hand_over_is_kept BEFORE DELETE ON hand_over BEGIN
        SELECT RAISE(ABORT, 'a hand-over is never deleted');
      END;
      -- Everybody who has had a hand in a keying of a reply.
      CREATE VIEW hand_in_keying AS
        SELECT reply_id, pass, person_id FROM keying
        UNION
        SELECT keying.reply_id, keying.pass, hand_over.from_person
        FROM hand_over JOIN keying ON keying.id = hand_over.keying_id;

      DROP TRIGGER keying_keeps_its_person;
      CREATE TRIGGER keying_keeps_itself BEFORE UPDATE OF id, reply_id, pass, pack_hash ON keying BEGIN
        SELECT RAISE(ABORT, 'a keying keeps its reply, its pass and its pack');
      END;
      CREATE TRIGGER keying_keeps_its_person BEFORE UPDATE OF person_id ON keying BEGIN
        SELECT RAISE(ABORT, 'a keying keeps its person, unless it is handed over unfinished')
          WHERE OLD.finished_at_ms IS NOT NULL OR NOT EXISTS (SELECT 1 FROM hand_over
            WHERE keying_id = OLD.id AND from_person = OLD.person_id AND to_person = NEW.person_id
              AND number = (SELECT max(number) FROM hand_over WHERE keying_id = OLD.id));
        SELECT RAISE(ABORT, 'the two keyings of a reply are by different people')
          WHERE EXISTS (SELECT 1 FROM hand_in_keying
            WHERE reply_id = OLD.reply_id AND pass <> OLD.pass AND person_id = NEW.person_id);
      END;
      CREATE TRIGGER second_keying_begins BEFORE INSERT ON keying WHEN NEW.pass = 2 BEGIN
        SELECT RAISE(ABORT, 'the two keyings of a reply are by different people')
          WHERE EXISTS (SELECT 1 FROM hand_in_keying
            WHERE reply_id = NEW.reply_id AND pass = 1 AND person_id = NEW.person_id);
        SELECT RAISE(ABORT, 'a reply is keyed again when its first keying is finished')
          WHERE (SELECT place FROM reply WHERE id = NEW.reply_id) <> 'keyed';
        SELECT RAISE(ABORT, 'nothing of the reply is to be keyed again')
          WHERE NOT EXISTS (SELECT 1 FROM rekeyed_field WHERE reply_id = NEW.reply_id);
      END;

      -- Once somebody keys a reply again, its first keying stands as it is: a correction would be one that was made
      -- to match, or that the second keying never saw.
      CREATE TRIGGER mark_being_checked_insert BEFORE INSERT ON mark
        WHEN (SELECT pass FROM keying WHERE id = NEW.keying_id) = 1 AND EXISTS (SELECT 1 FROM keying WHERE pass = 2
          AND reply_id = (SELECT reply_id FROM keying WHERE id = NEW.keying_id)) BEGIN
        SELECT RAISE(ABORT, 'the reply is being keyed again');
      END;
      CREATE TRIGGER mark_being_checked_update BEFORE UPDATE ON mark
        WHEN (SELECT pass FROM keying WHERE id = NEW.keying_id) = 1 AND EXISTS (SELECT 1 FROM keying WHERE pass = 2
          AND reply_id = (SELECT reply_id FROM keying WHERE id = NEW.keying_id)) BEGIN
        SELECT RAISE(ABORT, 'the reply is being keyed again');
      END;
      CREATE TRIGGER mark_being_checked_delete BEFORE DELETE ON mark
        WHEN (SELECT pass FROM keying WHERE id = OLD.keying_id) = 1 AND EXISTS (SELECT 1 FROM keying WHERE pass = 2
          AND reply_id = (SELECT reply_id FROM keying WHERE id = OLD.keying_id)) BEGIN
        SELECT RAISE(ABORT, 'the reply is being keyed again');
      END;
      CREATE TRIGGER first_keying_being_checked BEFORE UPDATE OF finished_at_ms ON keying
        WHEN OLD.pass = 1 AND NEW.finished_at_ms IS NULL AND OLD.finished_at_ms IS NOT NULL
          AND EXISTS (SELECT 1 FROM keying WHERE pass = 2 AND reply_id = OLD.reply_id) BEGIN
        SELECT RAISE(ABORT, 'the reply is being keyed again');
      END;
      -- A finished second keying is fixed; it opens again only where more fields were added to it.
      CREATE TRIGGER second_mark_insert BEFORE INSERT ON mark
        WHEN (SELECT pass = 2 AND finished_at_ms IS NOT NULL FROM keying WHERE id = NEW.keying_id) BEGIN
        SELECT RAISE(ABORT, 'the second keying is finished');
      END;
      CREATE TRIGGER second_mark_update BEFORE UPDATE ON mark
        WHEN (SELECT pass = 2 AND finished_at_ms IS NOT NULL FROM keying WHERE id = NEW.keying_id) BEGIN
        SELECT RAISE(ABORT, 'the second keying is finished');
      END;
      CREATE TRIGGER second_mark_delete BEFORE DELETE ON mark
        WHEN (SELECT pass = 2 AND finished_at_ms IS NOT NULL FROM keying WHERE id = OLD.keying_id) BEGIN
        SELECT RAISE(ABORT, 'the second keying is finished');
      END;
      CREATE TRIGGER second_keying_reopened BEFORE UPDATE OF finished_at_ms ON keying
        WHEN OLD.pass = 2 AND OLD.finished_at_ms IS NOT NULL AND NEW.finished_at_ms IS NULL BEGIN
        SELECT RAISE(ABORT, 'nothing was added to the second keying') WHERE NOT EXISTS (
          SELECT 1 FROM rekeyed_field WHERE reply_id = OLD.reply_id AND because = 'in-full'
            AND NOT EXISTS (SELECT 1 FROM mark WHERE keying_id = OLD.id AND mark.field = rekeyed_field.field));
      END;
      CREATE TRIGGER second_keying_finished BEFORE UPDATE OF finished_at_ms ON keying
        WHEN OLD.pass = 2 AND OLD.finished_at_ms IS NULL AND NEW.finished_at_ms IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a difference is still to be looked at')
          WHERE EXISTS (SELECT 1 FROM difference WHERE reply_id = OLD.reply_id AND outcome IS NULL);
      END;

      CREATE TRIGGER decision_by_a_third BEFORE INSERT ON decision BEGIN
        SELECT RAISE(ABORT, 'the difference is not confirmed') WHERE (SELECT outcome FROM difference
          WHERE reply_id = NEW.reply_id AND field = NEW.field) IS NOT 'confirmed';
        SELECT RAISE(ABORT, 'the reply is sealed') WHERE (SELECT stage FROM reply WHERE id = NEW.reply_id) <> 'here';
        SELECT RAISE(ABORT, 'a third person decides') WHERE EXISTS (SELECT 1 FROM hand_in_keying
          WHERE reply_id = NEW.reply_id AND person_id = NEW.decided_by);
        -- What is decided stands, unless it is taken back by the same person, or contested.
        SELECT RAISE(ABORT, 'it is decided') WHERE NEW.choice <> 'taken-back' AND EXISTS (
          SELECT 1 FROM standing_decision LEFT JOIN contest ON decision_number = number
          WHERE standing_decision.reply_id = NEW.reply_id AND standing_decision.field = NEW.field
            AND decision_number IS NULL);
        SELECT RAISE(ABORT, 'a supervisor decides what is contested')
          WHERE (SELECT role FROM person WHERE id = NEW.decided_by) <> 'supervisor'
            AND EXISTS (SELECT 1 FROM contest WHERE reply_id = NEW.reply_id AND field = NEW.field);
        SELECT RAISE(ABORT, 'only who decided takes it back') WHERE NEW.choice = 'taken-back' AND NOT EXISTS (
          SELECT 1 FROM standing_decision LEFT JOIN contest ON decision_number = number
          WHERE standing_decision.reply_id = NEW.reply_id AND standing_decision.field = NEW.field
            AND decided_by = NEW.decided_by AND decision_number IS NULL);
      END;
      CREATE TRIGGER decision_is_fixed BEFORE UPDATE ON decision BEGIN
        SELECT RAISE(ABORT, 'a decision never changes');
      END;
      CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision BEGIN
        SELECT RAISE(ABORT, 'a decision is never deleted');
      END;
      CREATE TRIGGER contest_by_a_keyer BEFORE INSERT ON contest BEGIN
        SELECT RAISE(ABORT, 'only a keyer of the reply contests') WHERE NOT EXISTS (SELECT 1 FROM keying
          WHERE reply_id = NEW.reply_id AND person_id = NEW.contested_by);
        SELECT RAISE(ABORT, 'only the decision that stands is contested') WHERE NOT EXISTS (
          SELECT 1 FROM standing_decision WHERE number = NEW.decision_number
            AND reply_id = NEW.reply_id AND field = NEW.field);
        SELECT RAISE(ABORT, 'the reply is sealed') WHERE (SELECT stage FROM reply WHERE id = NEW.reply_id) <> 'here';
      END;
      CREATE TRIGGER contest_is_fixed BEFORE UPDATE ON contest BEGIN
        SELECT RAISE(ABORT, 'a contest never changes');
      END;
      CREATE TRIGGER contest_is_kept BEFORE DELETE ON contest BEGIN
        SELECT RAISE(ABORT, 'a contest is never deleted');
      END;

      -- keyed = verified + to be keyed again or decided. A batch is sealed when all that is keyed is verified.
      ALTER TABLE reply ADD COLUMN is_verified INTEGER NOT NULL DEFAULT 0 CHECK (is_verified IN (0, 1));
      ALTER TABLE batch ADD COLUMN verified INTEGER NOT NULL DEFAULT 0 CHECK (verified >= 0);
      CREATE INDEX reply_to_verify ON reply (consultation_id, batch_id, serial)
        WHERE place = 'keyed' AND is_verified = 0 AND stage = 'here';
      CREATE TRIGGER reply_verified BEFORE UPDATE OF is_verified ON reply
        WHEN NEW.is_verified = 1 AND OLD.is_verified = 0 BEGIN
        SELECT RAISE(ABORT, 'only a keyed reply is verified') WHERE NEW.place <> 'keyed';
        SELECT RAISE(ABORT, 'nothing was drawn for second keying')
          WHERE NOT EXISTS (SELECT 1 FROM rekeying WHERE reply_id = NEW.id);
        SELECT RAISE(ABORT, 'a field is still to be keyed again')
          WHERE EXISTS (SELECT 1 FROM rekeyed_field WHERE reply_id = NEW.id)
            AND NOT EXISTS (SELECT 1 FROM keying
              WHERE reply_id = NEW.id AND pass = 2 AND finished_at_ms IS NOT NULL);
        SELECT RAISE(ABORT, 'a difference is not decided')
          WHERE EXISTS (SELECT 1 FROM open_difference WHERE reply_id = NEW.id);
      END;
      CREATE TRIGGER reply_verified_counted AFTER UPDATE OF is_verified ON reply
        WHEN NEW.is_verified <> OLD.is_verified BEGIN
        UPDATE batch SET verified = verified + NEW.is_verified - OLD.is_verified WHERE id = NEW.batch_id;
      END;
      CREATE TRIGGER reply_moved_is_not_verified AFTER UPDATE OF place ON reply
        WHEN OLD.place = 'keyed' AND NEW.place <> 'keyed' AND NEW.is_verified = 1 BEGIN
        UPDATE reply SET is_verified = 0 WHERE id = NEW.id;
      END;
      CREATE TRIGGER contested_is_not_verified AFTER INSERT ON contest BEGIN
        UPDATE reply SET is_verified = 0 WHERE id = NEW.reply_id AND is_verified = 1;
      END;
      CREATE TRIGGER taken_back_is_not_verified AFTER INSERT ON decision WHEN NEW.choice = 'taken-back' BEGIN
        UPDATE reply SET is_verified = 0 WHERE id = NEW.reply_id AND is_verified = 1;
      END;
      CREATE TRIGGER second_keying_again_is_not_verified AFTER UPDATE OF finished_at_ms ON keying
        WHEN NEW.pass = 2 AND NEW.finished_at_ms IS NULL AND OLD.finished_at_ms IS NOT NULL BEGIN
        UPDATE reply SET is_verified = 0 WHERE id = NEW.reply_id AND is_verified = 1;
      END;
      CREATE TRIGGER batch_is_verified BEFORE UPDATE OF state ON batch
        WHEN OLD.state = 'open' AND NEW.state = 'sealed' BEGIN
        SELECT RAISE(ABORT, 'a reply of the batch is not verified')
          WHERE EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND place = 'keyed' AND is_verified = 0);
      END;
    `);
  },
};
