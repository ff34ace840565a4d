import type { Migration } from '../migrate.ts';

export const backupsAndPlace: Migration = {
  version: 60,
  name: 'backups-and-place',
  run: (db) => {
    db.exec(`
      -- Where this store was opened, one row each time that it found itself elsewhere: by this a copy or a restored
      -- backup knows that it is one (S7). The newest row counts.
      CREATE TABLE store_place (
        number INTEGER PRIMARY KEY,
        mark TEXT NOT NULL UNIQUE CHECK (length(mark) = 32),  -- random; names this life of the store
        folder TEXT NOT NULL,
        machine TEXT NOT NULL,
        file_number TEXT NOT NULL,                            -- the inode of the store's file, in digits
        why TEXT NOT NULL CHECK (why IN ('first', 'moved', 'copied', 'restored')),
        noticed_at_ms INTEGER NOT NULL,
        -- Of a restore: when the backup was made, where the store before it lies, and how many replies only that has.
        backup_made_at_ms INTEGER,
        set_aside TEXT,
        unsent_replies INTEGER CHECK (unsent_replies >= 0),
        -- 1 until the next send has begun a new epoch for it.
        begins_epoch INTEGER NOT NULL CHECK (begins_epoch IN (0, 1)),
        read_by TEXT REFERENCES person (id),                  -- who read the notice; null while nobody has
        CHECK (begins_epoch = 0 OR why IN ('copied', 'restored'))
      ) STRICT;
      CREATE TRIGGER store_place_is_fixed BEFORE UPDATE OF
        number, mark, folder, machine, file_number, why, noticed_at_ms, backup_made_at_ms, set_aside, unsent_replies
        ON store_place BEGIN
        SELECT RAISE(ABORT, 'where a store was stays as it was noted');
      END;
      CREATE TRIGGER store_place_is_kept BEFORE DELETE ON store_place BEGIN
        SELECT RAISE(ABORT, 'where a store was is never deleted');
      END;
    `);
  },
};
