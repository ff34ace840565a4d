import type { Migration } from '../migrate.ts';

export const livesAndRetries: Migration = {
  version: 40,
  name: 'lives-and-retries',
  run: (db) => {
    db.exec(`
      -- Which receipts still say what headquarters has (S7). A headquarters that was restored has begun another life,
      -- and a computer that enrols anew may have been forgotten: whatever was receipted before counts no longer, until
      -- it is receipted again. One row, from the first enrolment on.
      CREATE TABLE headquarters_life (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        server_epoch INTEGER NOT NULL CHECK (server_epoch > 0),    -- as headquarters said it last
        receipts_count_after INTEGER NOT NULL,                     -- receipt.number; those up to it count no longer
        -- Every event up to this number has a receipt that counts or a place in the current stream. 0: look at all anew.
        placed_through INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      INSERT INTO headquarters_life (id, server_epoch, receipts_count_after)
        SELECT 1, server_epoch, 0 FROM enrolment ORDER BY number DESC LIMIT 1;

      -- The one place that says which receipts count. The + keeps SQLite from reading receipts by their number.
      CREATE VIEW counting_receipt AS
        SELECT * FROM receipt
        WHERE +number > (SELECT receipts_count_after FROM headquarters_life WHERE id = 1)
          AND server_epoch = (SELECT server_epoch FROM headquarters_life WHERE id = 1);
      -- What a receipt that counts covers, in whichever series: an event may be in here more than once.
      CREATE VIEW received_entry AS
        SELECT stream_entry.* FROM stream_entry WHERE EXISTS (
          SELECT 1 FROM counting_receipt
          WHERE counting_receipt.device_id = stream_entry.device_id AND counting_receipt.epoch = stream_entry.epoch
            AND counting_receipt.through_seq >= stream_entry.seq);

      -- A reply goes back to sealed when no receipt counts any more for its newest event; its batch with it.
      DROP TRIGGER reply_receipted;
      CREATE TRIGGER reply_receipted AFTER UPDATE OF stage ON reply WHEN OLD.stage <> NEW.stage BEGIN
        SELECT RAISE(ABORT, 'a reply goes from here to sealed to received, and not back while a receipt counts for it')
          WHERE NOT ((OLD.stage = 'here' AND NEW.stage = 'sealed') OR (OLD.stage = 'sealed' AND NEW.stage = 'received')
            OR (OLD.stage = 'received' AND NEW.stage = 'sealed' AND NOT EXISTS (SELECT 1 FROM received_entry
              WHERE event_id = (SELECT event_id FROM event WHERE reply_id = NEW.id ORDER BY revision DESC LIMIT 1))));
        UPDATE batch SET state = 'sealed' WHERE id = NEW.batch_id AND state = 'received' AND OLD.stage = 'received';
        UPDATE batch SET receipted = receipted + (NEW.stage = 'received') - (OLD.stage = 'received')
          WHERE id = NEW.batch_id;
      END;
      DROP TRIGGER reply_received;
      CREATE TRIGGER reply_received BEFORE UPDATE OF stage ON reply
        WHEN NEW.stage = 'received' AND OLD.stage <> 'received' BEGIN
        SELECT RAISE(ABORT, 'no receipt covers the reply') WHERE NOT EXISTS (SELECT 1 FROM received_entry
          WHERE event_id = (SELECT event_id FROM event WHERE reply_id = NEW.id ORDER BY revision DESC LIMIT 1));
      END;
      DROP TRIGGER batch_goes_forward;
      CREATE TRIGGER batch_goes_forward BEFORE UPDATE OF state ON batch WHEN OLD.state <> NEW.state BEGIN
        SELECT RAISE(ABORT, 'a batch goes from open to sealed to received, and not back but with a reply of it')
          WHERE NOT ((OLD.state = 'open' AND NEW.state = 'sealed') OR (OLD.state = 'sealed' AND NEW.state = 'received')
            OR (OLD.state = 'received' AND NEW.state = 'sealed'
              AND EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND stage <> 'received')));
        SELECT RAISE(ABORT, 'a reply of the batch is not sealed')
          WHERE EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND stage = 'here');
        SELECT RAISE(ABORT, 'a query of the batch is open') WHERE OLD.state = 'open'
          AND EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND open_queries > 0);
      END;

      -- What a person has to look at, also where it counts already (LATE, POSSIBLE_DUPLICATE); few rows among many.
      DROP INDEX event_standing_attention;
      CREATE INDEX event_standing_attention ON event_standing (event_id)
        WHERE status IN ('conflict', 'quarantined', 'held') OR code IS NOT NULL;
      -- What headquarters may still say something else of.
      CREATE INDEX event_standing_open ON event_standing (event_id) WHERE status <> 'applied' OR code IS NOT NULL;

      -- How far headquarters' newest verified backup holds a stream, as it said last in this life. 0: not at all.
      CREATE TABLE backed_up (
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        through_seq INTEGER NOT NULL CHECK (through_seq >= 0),
        PRIMARY KEY (device_id, epoch),
        FOREIGN KEY (device_id, epoch) REFERENCES stream (device_id, epoch)
      ) STRICT, WITHOUT ROWID;

      -- What sending by itself goes by: how often in a row it failed on its way and when it is tried again, or why
      -- it stopped. One row. No decision hangs on the times (S8): a wait is never longer than the longest there is.
      CREATE TABLE sending_plan (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        next_at_ms INTEGER,
        code TEXT,
        reason TEXT,
        stopped_code TEXT,                                         -- headquarters' code, or CANCELLED
        stopped_reply_id TEXT REFERENCES reply (id),               -- the one that it doesn't take
        stopped_at_ms INTEGER,
        CHECK ((attempts = 0) = (next_at_ms IS NULL)),
        CHECK ((attempts = 0) = (code IS NULL)),
        CHECK ((attempts = 0) = (reason IS NULL)),
        CHECK ((stopped_code IS NULL) = (stopped_at_ms IS NULL)),
        CHECK (stopped_code IS NOT NULL OR stopped_reply_id IS NULL)
      ) STRICT;
      INSERT INTO sending_plan (id, attempts) VALUES (1, 0);
    `);
  },
};
