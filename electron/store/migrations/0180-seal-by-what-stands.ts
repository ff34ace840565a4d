import type { Migration } from '../migrate.ts';

export const sealByWhatStands: Migration = {
  version: 180,
  name: 'seal-by-what-stands',
  run: (db) => {
    db.exec(`
      -- A reply carries the number of its open queries for lists; a batch is sealed by the queries themselves, so that
      -- a number that is wrong, or was set, opens no way past one.
      CREATE TRIGGER batch_has_no_open_query BEFORE UPDATE OF state ON batch
        WHEN OLD.state = 'open' AND NEW.state <> 'open' BEGIN
        SELECT RAISE(ABORT, 'a query of the batch is open') WHERE EXISTS (
          SELECT 1 FROM reply JOIN query ON query.reply_id = reply.id AND query.closed_by IS NULL
          WHERE reply.batch_id = NEW.id);
      END;
      -- A second keying that says another kind of mark than the first, or none where the first has one, differs however
      -- text is compared (blank is what an unasked field is). Without its difference it would verify the reply unread.
      CREATE TRIGGER second_keying_says_all BEFORE UPDATE OF finished_at_ms ON keying
        WHEN OLD.pass = 2 AND OLD.finished_at_ms IS NULL AND NEW.finished_at_ms IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a field differs and nobody has looked at it') WHERE EXISTS (
          SELECT 1 FROM rekeyed_field AS drawn
          LEFT JOIN mark AS said ON said.keying_id = OLD.id AND said.field = drawn.field
          LEFT JOIN mark AS first_said ON first_said.field = drawn.field AND first_said.keying_id =
            (SELECT id FROM keying AS first_keying WHERE first_keying.reply_id = OLD.reply_id AND first_keying.pass = 1)
          WHERE drawn.reply_id = OLD.reply_id AND coalesce(said.kind, 'blank') <> coalesce(first_said.kind, 'blank')
            AND NOT EXISTS (SELECT 1 FROM difference
              WHERE difference.reply_id = drawn.reply_id AND difference.field = drawn.field));
      END;
    `);
  },
};
