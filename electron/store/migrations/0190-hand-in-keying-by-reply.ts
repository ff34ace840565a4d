import type { Migration } from '../migrate.ts';

export const handInKeyingByReply: Migration = {
  version: 190,
  name: 'hand-in-keying-by-reply',
  run: (db) => {
    db.exec(`
      -- As in 0100, but that somebody may stand in it twice, which nobody minds who asks whether he does. To have each
      -- once, SQLite put together all that a person ever keyed, anew for each reply that was asked about: a page of
      -- the list of 12,000 replies took a second, in the thread that saves what is typed.
      DROP VIEW hand_in_keying;
      CREATE VIEW hand_in_keying AS
        SELECT reply_id, pass, person_id FROM keying
        UNION ALL
        SELECT keying.reply_id, keying.pass, hand_over.from_person
        FROM hand_over JOIN keying ON keying.id = hand_over.keying_id;
    `);
  },
};
