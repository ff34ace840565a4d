import type { Migration } from '../migrate.ts';

export const orderOfStandings: Migration = {
  version: 140,
  name: 'order-of-standings',
  run: (db) => {
    db.exec(`
      -- The number as of which headquarters said so (asOf of the receipt): what it said under a lower one is older,
      -- whenever and by whatever way it comes. NULL: an earlier life of it said so, or none has said more than that
      -- the event is there; it is asked.
      ALTER TABLE event_standing ADD COLUMN as_of INTEGER CHECK (as_of >= 0);
      CREATE TRIGGER event_standing_goes_forward BEFORE UPDATE OF as_of ON event_standing
        WHEN NEW.as_of < OLD.as_of BEGIN
        SELECT RAISE(ABORT, 'an older word never takes the place of a newer one');
      END;
      DROP INDEX event_standing_open;
      CREATE INDEX event_standing_open ON event_standing (event_id)
        WHERE status <> 'applied' OR code IS NOT NULL OR as_of IS NULL;

      -- As of which number everything was heard that headquarters came to say otherwise in this life of it.
      ALTER TABLE headquarters_life ADD COLUMN restated_heard INTEGER NOT NULL DEFAULT 0 CHECK (restated_heard >= 0);
    `);
  },
};
