import type { Migration } from '../migrate.ts';

export const streamsAndReceipts: Migration = {
  version: 20,
  name: 'streams-and-receipts',
  run: (db) => {
    db.exec(`
      -- What was sealed: the bytes that are hashed, chained and sent, written once (S1). number is the order of
      -- sealing, and so the order in the stream. Device, epoch and seq aren't here: the same event can be sent
      -- again in a new epoch (S2).
      CREATE TABLE event (
        number INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('create', 'revise', 'withdraw')),
        consultation_id TEXT NOT NULL REFERENCES consultation (id),
        reply_id TEXT NOT NULL REFERENCES reply (id),
        revision INTEGER NOT NULL CHECK (revision > 0),
        replaces TEXT UNIQUE REFERENCES event (event_id),
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        bytes BLOB NOT NULL,
        sealed_by TEXT NOT NULL REFERENCES person (id),
        sealed_at_ms INTEGER NOT NULL,
        UNIQUE (reply_id, revision),
        CHECK ((kind = 'create') = (revision = 1)),
        CHECK ((replaces IS NULL) = (revision = 1)),
        -- The envelope that is sent before the document says what the document says.
        CHECK (CAST(bytes AS TEXT) ->> '$.event.id' = event_id),
        CHECK (CAST(bytes AS TEXT) ->> '$.event.kind' = kind),
        CHECK (CAST(bytes AS TEXT) ->> '$.event.revision' = revision),
        CHECK (CAST(bytes AS TEXT) ->> '$.consultation.id' = consultation_id),
        CHECK (CAST(bytes AS TEXT) ->> '$.replyId' = reply_id)
      ) STRICT;
      CREATE TRIGGER event_follows BEFORE INSERT ON event BEGIN
        SELECT RAISE(ABORT, 'the reply belongs to another consultation')
          WHERE NEW.consultation_id <> (SELECT consultation_id FROM reply WHERE id = NEW.reply_id);
        SELECT RAISE(ABORT, 'the reply is neither keyed nor set aside')
          WHERE (SELECT place FROM reply WHERE id = NEW.reply_id) = 'outstanding';
        SELECT RAISE(ABORT, 'a correction names the event before it')
          WHERE NEW.revision > 1 AND NEW.replaces IS NOT
            (SELECT event_id FROM event WHERE reply_id = NEW.reply_id AND revision = NEW.revision - 1);
      END;
      CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event BEGIN
        SELECT RAISE(ABORT, 'what is sealed never changes');
      END;
      CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN
        SELECT RAISE(ABORT, 'what is sealed is never deleted');
      END;

      -- A key pair, made before headquarters is asked: if its answer is lost, the same code is tried with the
      -- same key, and headquarters answers with the same device (S4). The private key never leaves this table.
      CREATE TABLE device_key (
        public_key TEXT PRIMARY KEY,
        private_key TEXT NOT NULL,              -- PKCS 8, PEM
        code_digest TEXT NOT NULL UNIQUE,       -- SHA-256 of the one-time secret that it was made for
        made_at_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER device_key_is_fixed BEFORE UPDATE ON device_key BEGIN
        SELECT RAISE(ABORT, 'a key never changes');
      END;
      CREATE TRIGGER device_key_is_kept BEFORE DELETE ON device_key BEGIN
        SELECT RAISE(ABORT, 'a key is never deleted');
      END;

      -- Who this computer is to headquarters, and the one headquarters that it believes. The newest row counts.
      CREATE TABLE enrolment (
        number INTEGER PRIMARY KEY,
        device_id TEXT NOT NULL UNIQUE,
        public_key TEXT NOT NULL UNIQUE REFERENCES device_key (public_key),
        headquarters_url TEXT NOT NULL,
        unit_name TEXT NOT NULL,                -- as headquarters calls the unit
        token TEXT NOT NULL,
        server_id TEXT NOT NULL,
        server_public_key TEXT NOT NULL,
        server_epoch INTEGER NOT NULL CHECK (server_epoch > 0),
        courier_recipient TEXT,                 -- age public keys; null where headquarters has none yet
        recovery_recipient TEXT,
        enrolled_by TEXT NOT NULL REFERENCES person (id),
        enrolled_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TRIGGER enrolment_with_the_same BEFORE INSERT ON enrolment BEGIN
        SELECT RAISE(ABORT, 'that is another headquarters than the one that is pinned')
          WHERE EXISTS (SELECT 1 FROM enrolment
            WHERE server_id <> NEW.server_id OR server_public_key <> NEW.server_public_key);
      END;
      CREATE TRIGGER enrolment_is_pinned BEFORE UPDATE OF number, device_id, public_key, server_id, server_public_key
        ON enrolment BEGIN
        SELECT RAISE(ABORT, 'a device and its headquarters stay who they are');
      END;
      CREATE TRIGGER enrolment_is_kept BEFORE DELETE ON enrolment BEGIN
        SELECT RAISE(ABORT, 'an enrolment is never deleted');
      END;

      -- One life of this store at headquarters. A restore, a copy or a fork begins the next epoch (S7, S10).
      CREATE TABLE stream (
        device_id TEXT NOT NULL REFERENCES enrolment (device_id),
        epoch INTEGER NOT NULL CHECK (epoch > 0),
        begun_because TEXT NOT NULL CHECK (begun_because IN ('enrolled', 'restored', 'fork')),
        begun_at_ms INTEGER NOT NULL,
        PRIMARY KEY (device_id, epoch)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER stream_follows BEFORE INSERT ON stream BEGIN
        SELECT RAISE(ABORT, 'epochs follow one another')
          WHERE NEW.epoch <> (SELECT coalesce(max(epoch), 0) + 1 FROM stream WHERE device_id = NEW.device_id);
      END;
      CREATE TRIGGER stream_is_fixed BEFORE UPDATE ON stream BEGIN
        SELECT RAISE(ABORT, 'a stream never changes');
      END;
      CREATE TRIGGER stream_is_kept BEFORE DELETE ON stream BEGIN
        SELECT RAISE(ABORT, 'a stream is never deleted');
      END;

      -- The place of an event in a stream, and the chain (S3). Taken when there is a device to send as.
      CREATE TABLE stream_entry (
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        event_id TEXT NOT NULL REFERENCES event (event_id),
        previous_h TEXT NOT NULL CHECK (length(previous_h) = 64),
        h TEXT NOT NULL CHECK (length(h) = 64),
        PRIMARY KEY (device_id, epoch, seq),
        UNIQUE (event_id, device_id, epoch),
        FOREIGN KEY (device_id, epoch) REFERENCES stream (device_id, epoch)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER stream_entry_follows BEFORE INSERT ON stream_entry BEGIN
        SELECT RAISE(ABORT, 'a stream has no gap') WHERE NEW.seq <> (SELECT coalesce(max(seq), 0) + 1
          FROM stream_entry WHERE device_id = NEW.device_id AND epoch = NEW.epoch);
        SELECT RAISE(ABORT, 'each entry is chained to the one before')
          WHERE NEW.previous_h <> coalesce((SELECT h FROM stream_entry
            WHERE device_id = NEW.device_id AND epoch = NEW.epoch AND seq = NEW.seq - 1), printf('%064d', 0));
      END;
      CREATE TRIGGER stream_entry_is_fixed BEFORE UPDATE ON stream_entry BEGIN
        SELECT RAISE(ABORT, 'a place in a stream never changes');
      END;
      CREATE TRIGGER stream_entry_is_kept BEFORE DELETE ON stream_entry BEGIN
        SELECT RAISE(ABORT, 'a place in a stream is never deleted');
      END;

      -- Headquarters' signed word (S12). Its chain value is ours at that place, so it covers all before it too.
      CREATE TABLE receipt (
        number INTEGER PRIMARY KEY,
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        from_seq INTEGER NOT NULL CHECK (from_seq > 0),
        through_seq INTEGER NOT NULL CHECK (through_seq >= from_seq),
        through_h TEXT NOT NULL,
        server_epoch INTEGER NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),  -- canonical, as it was signed
        signature TEXT NOT NULL,
        stored_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX receipt_by_stream ON receipt (device_id, epoch, through_seq);
      CREATE TRIGGER receipt_matches BEFORE INSERT ON receipt BEGIN
        SELECT RAISE(ABORT, 'the receipt does not match the stream') WHERE NOT EXISTS (SELECT 1 FROM stream_entry
          WHERE device_id = NEW.device_id AND epoch = NEW.epoch AND seq = NEW.through_seq AND h = NEW.through_h);
        SELECT RAISE(ABORT, 'the receipt is not from the headquarters enrolled here')
          WHERE NEW.body ->> '$.serverId' IS NOT (SELECT server_id FROM enrolment WHERE device_id = NEW.device_id);
      END;
      CREATE TRIGGER receipt_is_fixed BEFORE UPDATE ON receipt BEGIN
        SELECT RAISE(ABORT, 'a receipt never changes');
      END;
      CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt BEGIN
        SELECT RAISE(ABORT, 'a receipt is never deleted');
      END;

      -- What headquarters last said of an event. Unlike the receipt, that changes: received, then applied.
      CREATE TABLE event_standing (
        event_id TEXT PRIMARY KEY REFERENCES event (event_id),
        status TEXT NOT NULL CHECK (status IN
          ('received', 'duplicate', 'applied', 'conflict', 'quarantined', 'held')),
        code TEXT,
        receipt_number INTEGER NOT NULL REFERENCES receipt (number)
      ) STRICT, WITHOUT ROWID;
      -- What a person has to look at; few rows among many.
      CREATE INDEX event_standing_attention ON event_standing (status)
        WHERE status IN ('conflict', 'quarantined', 'held');
      CREATE TRIGGER event_standing_is_kept BEFORE DELETE ON event_standing BEGIN
        SELECT RAISE(ABORT, 'what headquarters said is never deleted');
      END;

      -- A reply is sealed by its event, and received by a stored receipt that covers its newest event (S5).
      CREATE TRIGGER reply_sealed BEFORE UPDATE OF stage ON reply
        WHEN NEW.stage = 'sealed' AND OLD.stage <> 'sealed' BEGIN
        SELECT RAISE(ABORT, 'nothing of the reply is sealed')
          WHERE NOT EXISTS (SELECT 1 FROM event WHERE reply_id = NEW.id);
      END;
      CREATE TRIGGER reply_received BEFORE UPDATE OF stage ON reply
        WHEN NEW.stage = 'received' AND OLD.stage <> 'received' BEGIN
        SELECT RAISE(ABORT, 'no receipt covers the reply') WHERE NOT EXISTS (
          SELECT 1 FROM stream_entry
          JOIN receipt ON receipt.device_id = stream_entry.device_id AND receipt.epoch = stream_entry.epoch
            AND receipt.through_seq >= stream_entry.seq
          WHERE stream_entry.event_id =
            (SELECT event_id FROM event WHERE reply_id = NEW.id ORDER BY revision DESC LIMIT 1));
      END;
      CREATE TRIGGER reply_is_frozen BEFORE UPDATE OF
        kind, signatures, pages, enclosures, received_date, is_late, exclusion_reason, exclusion_note
        ON reply WHEN OLD.stage <> 'here' BEGIN
        SELECT RAISE(ABORT, 'the reply is sealed');
      END;

      CREATE TRIGGER batch_goes_forward BEFORE UPDATE OF state ON batch WHEN OLD.state <> NEW.state BEGIN
        SELECT RAISE(ABORT, 'a batch goes from open to sealed to received, and not back')
          WHERE NOT ((OLD.state = 'open' AND NEW.state = 'sealed') OR (OLD.state = 'sealed' AND NEW.state = 'received'));
        SELECT RAISE(ABORT, 'a reply of the batch is not sealed')
          WHERE EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND stage = 'here');
        SELECT RAISE(ABORT, 'a query of the batch is open') WHERE NEW.state = 'sealed'
          AND EXISTS (SELECT 1 FROM reply WHERE batch_id = NEW.id AND open_queries > 0);
      END;
      -- The trigger of 0010 that counts them fires after each reply, so the two are equal at every step.
      CREATE TRIGGER batch_counts_receipted BEFORE UPDATE OF receipted ON batch WHEN OLD.receipted <> NEW.receipted BEGIN
        SELECT RAISE(ABORT, 'a batch counts the replies that are received') WHERE NEW.receipted <>
          (SELECT count(*) FROM reply WHERE batch_id = NEW.id AND stage = 'received');
      END;
      CREATE TRIGGER batch_is_frozen BEFORE UPDATE OF
        id, consultation_id, number, channel, received_date, opened_by, document_count
        ON batch WHEN OLD.state <> 'open' BEGIN
        SELECT RAISE(ABORT, 'the batch is sealed');
      END;
    `);
  },
};
