import type { Migration } from '../migrate.ts';

export const firstTables: Migration = {
  version: 10,
  name: 'first-tables',
  run: (db) => {
    db.exec(`
      -- What belongs to the unit as a whole: unit_name, store_id, lock_after_minutes.
      CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE person (
        id TEXT PRIMARY KEY,
        sign_in_name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        full_name TEXT NOT NULL,
        initials TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('keyer', 'supervisor')),
        -- 0 once the person has left. Nobody is ever deleted: the name stands on what was keyed.
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
      ) STRICT;

      CREATE TABLE consultation (
        id TEXT PRIMARY KEY,
        serial_prefix TEXT NOT NULL UNIQUE,
        -- Serials run through the consultation without a gap; the number is taken when a reply is logged.
        next_serial INTEGER NOT NULL DEFAULT 1 CHECK (next_serial > 0),
        next_batch INTEGER NOT NULL DEFAULT 1 CHECK (next_batch > 0)
      ) STRICT;

      -- Every version of every consultation's pack, kept for ever: a reply names the one it was keyed with.
      CREATE TABLE pack (
        hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        version INTEGER NOT NULL CHECK (version > 0),
        body TEXT NOT NULL,
        loaded_at_ms INTEGER NOT NULL,
        loaded_by TEXT REFERENCES person (id),
        UNIQUE (consultation_id, version)
      ) STRICT;

      CREATE TABLE batch (
        id TEXT PRIMARY KEY,
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        number INTEGER NOT NULL CHECK (number > 0),
        channel TEXT NOT NULL CHECK (channel IN ('post', 'email', 'online', 'fax', 'hand')),
        received_date TEXT NOT NULL CHECK (received_date = date(received_date)),
        opened_by TEXT NOT NULL REFERENCES person (id),
        opened_at_ms INTEGER NOT NULL,
        -- What the opener counted in the bundle; logging can't go past it.
        document_count INTEGER NOT NULL CHECK (document_count > 0),
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sealed', 'received')),
        -- The adding-up line, kept by the triggers below. The CHECK is the promise: a change that would break
        -- it is refused with everything else in its transaction.
        received INTEGER NOT NULL DEFAULT 0,
        keyed INTEGER NOT NULL DEFAULT 0 CHECK (keyed >= 0),
        excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded >= 0),
        outstanding INTEGER NOT NULL DEFAULT 0 CHECK (outstanding >= 0),
        receipted INTEGER NOT NULL DEFAULT 0 CHECK (receipted BETWEEN 0 AND received),
        UNIQUE (consultation_id, number),
        CHECK (received = keyed + excluded + outstanding),
        CHECK (received <= document_count),
        CHECK (state = 'open' OR (outstanding = 0 AND received = document_count)),
        CHECK (state <> 'received' OR receipted = received)
      ) STRICT;
      CREATE INDEX batch_by_state ON batch (state, consultation_id, number);

      CREATE TABLE reply (
        -- For the search index, which needs a number that VACUUM doesn't change.
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        batch_id TEXT NOT NULL REFERENCES batch (id),
        serial INTEGER NOT NULL CHECK (serial > 0),
        kind TEXT NOT NULL CHECK (kind IN ('questionnaire', 'letter', 'petition')),
        signatures INTEGER CHECK (signatures > 0),
        pages INTEGER CHECK (pages > 0),
        enclosures TEXT NOT NULL DEFAULT '',
        received_date TEXT NOT NULL,
        is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
        logged_by TEXT NOT NULL REFERENCES person (id),
        logged_at_ms INTEGER NOT NULL,
        -- Exactly one of three places, at every moment.
        place TEXT NOT NULL DEFAULT 'outstanding' CHECK (place IN ('outstanding', 'keyed', 'excluded')),
        -- How far it has gone: only here · sealed · headquarters' receipt covers it.
        stage TEXT NOT NULL DEFAULT 'here' CHECK (stage IN ('here', 'sealed', 'received')),
        exclusion_reason TEXT CHECK (exclusion_reason IN
          ('duplicate', 'not-a-reply', 'other-consultation', 'withdrawn-by-sender', 'logged-in-error', 'other')),
        exclusion_note TEXT NOT NULL DEFAULT '',
        scanned_pages INTEGER NOT NULL DEFAULT 0,
        open_queries INTEGER NOT NULL DEFAULT 0 CHECK (open_queries >= 0),
        -- As keyed, for lists and search; the marks are the record.
        name TEXT NOT NULL DEFAULT '',
        organisation TEXT NOT NULL DEFAULT '',
        postcode TEXT NOT NULL DEFAULT '',
        UNIQUE (consultation_id, serial),
        CHECK ((place = 'excluded') = (exclusion_reason IS NOT NULL)),
        CHECK ((kind = 'petition') = (signatures IS NOT NULL)),
        CHECK (stage = 'here' OR place <> 'outstanding')
      ) STRICT;
      CREATE INDEX reply_by_batch ON reply (batch_id, serial);
      CREATE INDEX reply_by_place ON reply (consultation_id, place, stage, serial);
      -- Finds another reply from the same house: possible duplicates are looked for when a reply is finished.
      CREATE INDEX reply_by_postcode ON reply (consultation_id, replace(upper(postcode), ' ', '')) WHERE postcode <> '';

      CREATE TRIGGER reply_logged AFTER INSERT ON reply BEGIN
        SELECT RAISE(ABORT, 'a reply begins outstanding') WHERE NEW.place <> 'outstanding' OR NEW.stage <> 'here';
        SELECT RAISE(ABORT, 'the batch belongs to another consultation')
          WHERE NEW.consultation_id <> (SELECT consultation_id FROM batch WHERE id = NEW.batch_id);
        SELECT RAISE(ABORT, 'the batch is sealed') WHERE (SELECT state FROM batch WHERE id = NEW.batch_id) <> 'open';
        UPDATE batch SET received = received + 1, outstanding = outstanding + 1 WHERE id = NEW.batch_id;
      END;
      CREATE TRIGGER reply_moved AFTER UPDATE OF place ON reply WHEN OLD.place <> NEW.place BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed') WHERE OLD.stage <> 'here';
        UPDATE batch SET
          keyed = keyed + (NEW.place = 'keyed') - (OLD.place = 'keyed'),
          excluded = excluded + (NEW.place = 'excluded') - (OLD.place = 'excluded'),
          outstanding = outstanding + (NEW.place = 'outstanding') - (OLD.place = 'outstanding')
          WHERE id = NEW.batch_id;
      END;
      CREATE TRIGGER reply_receipted AFTER UPDATE OF stage ON reply WHEN OLD.stage <> NEW.stage BEGIN
        SELECT RAISE(ABORT, 'a reply goes from here to sealed to received, and not back')
          WHERE NOT ((OLD.stage = 'here' AND NEW.stage = 'sealed') OR (OLD.stage = 'sealed' AND NEW.stage = 'received'));
        UPDATE batch SET receipted = receipted + (NEW.stage = 'received') WHERE id = NEW.batch_id;
      END;
      CREATE TRIGGER reply_stays_itself BEFORE UPDATE OF id, consultation_id, batch_id, serial ON reply BEGIN
        SELECT RAISE(ABORT, 'the serial, the batch and the consultation of a reply never change');
      END;
      CREATE TRIGGER reply_is_kept BEFORE DELETE ON reply BEGIN
        SELECT RAISE(ABORT, 'a reply is never deleted');
      END;
      CREATE TRIGGER batch_is_kept BEFORE DELETE ON batch BEGIN
        SELECT RAISE(ABORT, 'a batch is never deleted');
      END;
      CREATE TRIGGER batch_counts_itself BEFORE UPDATE OF received, keyed, excluded, outstanding ON batch
        WHEN OLD.state <> 'open' BEGIN
        SELECT RAISE(ABORT, 'the batch is sealed');
      END;
      CREATE TRIGGER person_is_kept BEFORE DELETE ON person BEGIN
        SELECT RAISE(ABORT, 'a person is never deleted');
      END;
      CREATE TRIGGER pack_is_kept BEFORE DELETE ON pack BEGIN
        SELECT RAISE(ABORT, 'a pack is never deleted');
      END;
      CREATE TRIGGER pack_is_fixed BEFORE UPDATE ON pack BEGIN
        SELECT RAISE(ABORT, 'a pack never changes: load a new version');
      END;

      CREATE VIRTUAL TABLE reply_search USING fts5 (
        name, organisation, postcode,
        content = 'reply', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
      );
      CREATE TRIGGER reply_search_added AFTER INSERT ON reply BEGIN
        INSERT INTO reply_search (rowid, name, organisation, postcode)
          VALUES (NEW.number, NEW.name, NEW.organisation, NEW.postcode);
      END;
      CREATE TRIGGER reply_search_changed AFTER UPDATE OF name, organisation, postcode ON reply
        WHEN OLD.name <> NEW.name OR OLD.organisation <> NEW.organisation OR OLD.postcode <> NEW.postcode BEGIN
        INSERT INTO reply_search (reply_search, rowid, name, organisation, postcode)
          VALUES ('delete', OLD.number, OLD.name, OLD.organisation, OLD.postcode);
        INSERT INTO reply_search (rowid, name, organisation, postcode)
          VALUES (NEW.number, NEW.name, NEW.organisation, NEW.postcode);
      END;

      -- One person's keying of one reply. pass 1: first; pass 2: second, blind. The UNIQUE on reply and person
      -- makes a second keyer equal to the first impossible.
      CREATE TABLE keying (
        id TEXT PRIMARY KEY,
        reply_id TEXT NOT NULL REFERENCES reply (id),
        pass INTEGER NOT NULL CHECK (pass IN (1, 2)),
        person_id TEXT NOT NULL REFERENCES person (id),
        pack_hash TEXT NOT NULL REFERENCES pack (hash),
        started_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        -- Where the cursor is, so that a crash finds it again.
        place TEXT,
        saved_at_ms INTEGER NOT NULL,
        strokes INTEGER NOT NULL DEFAULT 0,
        active_ms INTEGER NOT NULL DEFAULT 0,
        UNIQUE (reply_id, pass),
        UNIQUE (reply_id, person_id)
      ) STRICT, WITHOUT ROWID;
      -- Neither holds saved_at_ms or place: those change with every field, and a changed index is a page more to write.
      CREATE INDEX keying_by_person ON keying (person_id);
      CREATE INDEX keying_unfinished ON keying (person_id) WHERE finished_at_ms IS NULL;
      CREATE TRIGGER keying_of_what_is_here BEFORE INSERT ON keying
        WHEN (SELECT stage <> 'here' OR place = 'excluded' FROM reply WHERE id = NEW.reply_id) BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed or set aside');
      END;
      -- A reply stands as keyed exactly while its first keying is finished.
      CREATE TRIGGER keying_reopened BEFORE UPDATE OF finished_at_ms ON keying
        WHEN OLD.pass = 1 AND OLD.finished_at_ms IS NOT NULL AND NEW.finished_at_ms IS NULL
          AND (SELECT place = 'keyed' OR stage <> 'here' FROM reply WHERE id = NEW.reply_id) BEGIN
        SELECT RAISE(ABORT, 'a reply that stands as keyed keeps its finished keying');
      END;
      CREATE TRIGGER reply_keyed BEFORE UPDATE OF place ON reply
        WHEN NEW.place = 'keyed' AND OLD.place <> 'keyed' BEGIN
        SELECT RAISE(ABORT, 'the first keying of the reply is not finished') WHERE NOT EXISTS (
          SELECT 1 FROM keying WHERE reply_id = NEW.id AND pass = 1 AND finished_at_ms IS NOT NULL);
      END;
      CREATE TRIGGER keying_keeps_its_person BEFORE UPDATE OF id, reply_id, pass, person_id, pack_hash ON keying BEGIN
        SELECT RAISE(ABORT, 'a keying keeps its reply, its pass, its person and its pack');
      END;
      CREATE TRIGGER keying_is_kept BEFORE DELETE ON keying BEGIN
        SELECT RAISE(ABORT, 'a keying is never deleted');
      END;

      -- What the paper says, field by field. value is JSON: a string for text, a list of option codes for ticks.
      CREATE TABLE mark (
        keying_id TEXT NOT NULL REFERENCES keying (id),
        field TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('value', 'blank', 'illegible', 'spoilt')),
        value TEXT CHECK (value IS NULL OR json_valid(value)),
        overrule_reason TEXT,
        saved_at_ms INTEGER NOT NULL,
        -- 0 while it is being typed, 1 once the cursor has left: a change after that is a correction.
        is_left INTEGER NOT NULL CHECK (is_left IN (0, 1)),
        PRIMARY KEY (keying_id, field),
        CHECK ((kind = 'blank') <= (value IS NULL)),
        CHECK ((kind IN ('value', 'spoilt')) <= (value IS NOT NULL))
      ) STRICT, WITHOUT ROWID;

      -- The values that were corrected, oldest first. Filled by the triggers, never changed.
      CREATE TABLE former_mark (
        number INTEGER PRIMARY KEY,
        keying_id TEXT NOT NULL REFERENCES keying (id),
        field TEXT NOT NULL,
        kind TEXT NOT NULL,
        value TEXT,
        saved_at_ms INTEGER NOT NULL,
        replaced_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX former_mark_by_keying ON former_mark (keying_id, field);
      -- A further tick beside those that stand is reading on, not correcting: nothing that was said is taken back.
      CREATE TRIGGER mark_corrected AFTER UPDATE ON mark
        WHEN OLD.is_left = 1 AND (OLD.kind <> NEW.kind OR OLD.value IS NOT NEW.value)
          AND NOT (NEW.kind = 'spoilt' AND OLD.kind IN ('value', 'spoilt') AND NOT EXISTS (
            SELECT 1 FROM json_each(OLD.value) AS was
            WHERE was.value NOT IN (SELECT value FROM json_each(NEW.value)))) BEGIN
        INSERT INTO former_mark (keying_id, field, kind, value, saved_at_ms, replaced_at_ms)
          VALUES (OLD.keying_id, OLD.field, OLD.kind, OLD.value, OLD.saved_at_ms, NEW.saved_at_ms);
      END;
      CREATE TRIGGER mark_taken_away AFTER DELETE ON mark WHEN OLD.is_left = 1 BEGIN
        INSERT INTO former_mark (keying_id, field, kind, value, saved_at_ms, replaced_at_ms)
          VALUES (OLD.keying_id, OLD.field, OLD.kind, OLD.value, OLD.saved_at_ms,
                  CAST(unixepoch('subsec') * 1000 AS INTEGER));
      END;
      CREATE TRIGGER former_mark_is_fixed BEFORE UPDATE ON former_mark BEGIN
        SELECT RAISE(ABORT, 'a former value never changes');
      END;
      CREATE TRIGGER former_mark_is_kept BEFORE DELETE ON former_mark BEGIN
        SELECT RAISE(ABORT, 'a former value is never deleted');
      END;
      -- A sealed reply is frozen: none of its marks can be added, changed or taken away.
      CREATE TRIGGER mark_sealed_insert BEFORE INSERT ON mark
        WHEN (SELECT stage FROM reply WHERE id = (SELECT reply_id FROM keying WHERE id = NEW.keying_id)) <> 'here' BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed');
      END;
      CREATE TRIGGER mark_sealed_update BEFORE UPDATE ON mark
        WHEN (SELECT stage FROM reply WHERE id = (SELECT reply_id FROM keying WHERE id = NEW.keying_id)) <> 'here' BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed');
      END;
      CREATE TRIGGER mark_sealed_delete BEFORE DELETE ON mark
        WHEN (SELECT stage FROM reply WHERE id = (SELECT reply_id FROM keying WHERE id = OLD.keying_id)) <> 'here' BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed');
      END;

      -- Disclosable: a note may be read by the person who wrote the reply.
      CREATE TABLE note (
        number INTEGER PRIMARY KEY,
        -- Made by the window, so that a note sent twice is kept once.
        id TEXT NOT NULL UNIQUE,
        reply_id TEXT NOT NULL REFERENCES reply (id),
        field TEXT,
        text TEXT NOT NULL CHECK (text <> ''),
        person_id TEXT NOT NULL REFERENCES person (id),
        at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX note_by_reply ON note (reply_id);

      CREATE TABLE query (
        id TEXT PRIMARY KEY,
        reply_id TEXT NOT NULL REFERENCES reply (id),
        field TEXT,
        kind TEXT NOT NULL CHECK (kind IN
          ('illegible', 'spoilt', 'contradiction', 'duplicate', 'late', 'safeguarding', 'overruled', 'other')),
        text TEXT NOT NULL,
        raised_by TEXT NOT NULL REFERENCES person (id),
        raised_at_ms INTEGER NOT NULL,
        -- 1: a check raised it (an illegible mark, a late reply), and closes it by itself when the cause is gone.
        is_by_check INTEGER NOT NULL CHECK (is_by_check IN (0, 1)),
        closed_by TEXT REFERENCES person (id),
        closed_at_ms INTEGER,
        closing_reason TEXT,
        -- 1: the cause was put right; it opens again if the cause comes back. What a person closed stays closed.
        is_closed_by_check INTEGER NOT NULL DEFAULT 0 CHECK (is_closed_by_check IN (0, 1)),
        CHECK (is_closed_by_check <= (closed_by IS NOT NULL)),
        CHECK ((closed_by IS NULL) = (closed_at_ms IS NULL)),
        CHECK ((closed_by IS NULL) = (closing_reason IS NULL))
      ) STRICT;
      CREATE INDEX query_by_reply ON query (reply_id);
      CREATE INDEX query_open ON query (raised_at_ms) WHERE closed_by IS NULL;
      CREATE TRIGGER query_raised AFTER INSERT ON query WHEN NEW.closed_by IS NULL BEGIN
        UPDATE reply SET open_queries = open_queries + 1 WHERE id = NEW.reply_id;
      END;
      CREATE TRIGGER query_closed AFTER UPDATE OF closed_by ON query
        WHEN (OLD.closed_by IS NULL) <> (NEW.closed_by IS NULL) BEGIN
        UPDATE reply SET open_queries = open_queries + iif(NEW.closed_by IS NULL, 1, -1) WHERE id = NEW.reply_id;
      END;
      CREATE TRIGGER query_is_kept BEFORE DELETE ON query BEGIN
        SELECT RAISE(ABORT, 'a query is closed, never deleted');
      END;

      CREATE TABLE preference (
        person_id TEXT NOT NULL REFERENCES person (id),
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        field_order TEXT NOT NULL CHECK (field_order IN ('as-on-paper', 'ticks-first')),
        finishes_at_last_field INTEGER NOT NULL CHECK (finishes_at_last_field IN (0, 1)),
        sounds INTEGER NOT NULL CHECK (sounds IN (0, 1)),
        PRIMARY KEY (person_id, consultation_id)
      ) STRICT, WITHOUT ROWID;

      -- Who did what, appended only. details is JSON.
      CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        person_id TEXT REFERENCES person (id),
        act TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL CHECK (json_valid(details))
      ) STRICT;
      CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit is never changed');
      END;
      CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit is never deleted');
      END;
    `);
  },
};
