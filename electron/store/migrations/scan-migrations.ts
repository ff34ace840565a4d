import type { Migration } from '../migrate.ts';

const scannedPages: Migration = {
  version: 10,
  name: 'scanned-pages',
  run: (db) => {
    db.exec(`
      -- One scanned page of a reply, as it came from the scanner. A file of its own, so that the store that is
      -- written at every field stays small and quick to back up.
      CREATE TABLE page (
        reply_id TEXT NOT NULL,
        page INTEGER NOT NULL CHECK (page > 0),
        media_type TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png')),
        bytes BLOB NOT NULL,
        PRIMARY KEY (reply_id, page)
      ) STRICT;
    `);
  },
};

export const scanMigrations: readonly Migration[] = [scannedPages];
