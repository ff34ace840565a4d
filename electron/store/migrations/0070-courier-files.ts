import type { Migration } from '../migrate.ts';

export const courierFiles: Migration = {
  version: 70,
  name: 'courier-files',
  run: (db) => {
    db.exec(`
      -- The slip of each courier file that was written, read back and verified. What became of the stick isn't known
      -- here: only a receipt says that the replies arrived.
      CREATE TABLE courier_file (
        number INTEGER PRIMARY KEY,
        device_id TEXT NOT NULL REFERENCES enrolment (device_id),
        file_name TEXT NOT NULL,
        folder TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64),  -- SHA-256 of the file as it lay on the stick
        size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
        replies INTEGER NOT NULL CHECK (replies > 0),
        events INTEGER NOT NULL CHECK (events >= replies),
        written_by TEXT NOT NULL REFERENCES person (id),
        written_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE TRIGGER courier_file_is_fixed BEFORE UPDATE ON courier_file BEGIN
        SELECT RAISE(ABORT, 'a slip never changes');
      END;
      CREATE TRIGGER courier_file_is_kept BEFORE DELETE ON courier_file BEGIN
        SELECT RAISE(ABORT, 'a slip is never deleted');
      END;

      -- The stretch of each epoch that a file carries.
      CREATE TABLE courier_file_series (
        courier_file INTEGER NOT NULL REFERENCES courier_file (number),
        epoch INTEGER NOT NULL,
        from_seq INTEGER NOT NULL CHECK (from_seq > 0),
        through_seq INTEGER NOT NULL CHECK (through_seq >= from_seq),
        PRIMARY KEY (courier_file, epoch)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER courier_file_series_is_fixed BEFORE UPDATE ON courier_file_series BEGIN
        SELECT RAISE(ABORT, 'a slip never changes');
      END;
      CREATE TRIGGER courier_file_series_is_kept BEFORE DELETE ON courier_file_series BEGIN
        SELECT RAISE(ABORT, 'a slip is never deleted');
      END;
    `);
  },
};
