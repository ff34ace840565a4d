import type { Migration } from '../migrate.ts';

export const seriesNotices: Migration = {
  version: 200,
  name: 'series-notices',
  run: (db) => {
    db.exec(`
      -- What people are told of a series that had to be begun anew (S7), until a supervisor has read it. Beside the
      -- stream, which never changes.
      CREATE TABLE series_notice (
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        -- The copy or the restore for which it was begun, before headquarters was asked. Null: by what headquarters has.
        place_number INTEGER REFERENCES store_place (number),
        read_by TEXT REFERENCES person (id),          -- null while nobody has
        PRIMARY KEY (device_id, epoch),
        FOREIGN KEY (device_id, epoch) REFERENCES stream (device_id, epoch)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER series_notice_is_fixed BEFORE UPDATE ON series_notice
        WHEN NEW.device_id <> OLD.device_id OR NEW.epoch <> OLD.epoch OR NEW.place_number IS NOT OLD.place_number
          OR OLD.read_by IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'why a series was begun stays as it was noted');
      END;
      CREATE TRIGGER series_notice_is_kept BEFORE DELETE ON series_notice BEGIN
        SELECT RAISE(ABORT, 'why a series was begun is never deleted');
      END;

      -- A copy or a restore begins a series with the first send or courier file after it: that is the first one forced
      -- since it was noticed, and those after that were forced by what headquarters has.
      INSERT INTO series_notice (device_id, epoch, place_number)
        SELECT device_id, epoch, (
          SELECT max(number) FROM store_place
          WHERE why IN ('copied', 'restored') AND begins_epoch = 0 AND stream.begun_because = 'restored'
            AND noticed_at_ms <= stream.begun_at_ms AND NOT EXISTS (
              SELECT 1 FROM stream AS earlier
              WHERE earlier.device_id = stream.device_id AND earlier.epoch < stream.epoch
                AND earlier.begun_because <> 'enrolled' AND earlier.begun_at_ms >= noticed_at_ms))
        FROM stream WHERE begun_because <> 'enrolled';
    `);
  },
};
