import { expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { migrate } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { allRows } from '../../../electron/store/db.ts';
import type { WritableDb } from '../../../electron/store/db.ts';

it('what was finished before has when that was, and what wasn’t has nothing', () => {
  const db = new Database(':memory:') as unknown as WritableDb;
  migrate(
    db,
    storeMigrations.filter(({ version }) => version < 160),
  );
  db.exec(`
    INSERT INTO person VALUES ('p', 'ann', 'Ann Example (invented)', 'AE', 'supervisor', 1);
    INSERT INTO consultation (id, serial_prefix) VALUES ('c', 'C');
    INSERT INTO pack VALUES ('${'0'.repeat(64)}', 'c', 1, '{}', 0, NULL);
    INSERT INTO batch (id, consultation_id, number, channel, received_date, opened_by, opened_at_ms, document_count)
      VALUES ('b', 'c', 1, 'post', '2007-05-01', 'p', 0, 2);
    INSERT INTO reply (id, consultation_id, batch_id, serial, kind, received_date, is_late, logged_by, logged_at_ms)
      VALUES ('r1', 'c', 'b', 1, 'letter', '2007-05-01', 0, 'p', 0), ('r2', 'c', 'b', 2, 'letter', '2007-05-01', 0, 'p', 0);
    INSERT INTO keying (id, reply_id, pass, person_id, pack_hash, started_at_ms, finished_at_ms, saved_at_ms)
      VALUES ('k1', 'r1', 1, 'p', '${'0'.repeat(64)}', 1, 7, 7), ('k2', 'r2', 1, 'p', '${'0'.repeat(64)}', 1, NULL, 1);
  `);
  migrate(db, storeMigrations);
  const lastFinished = () =>
    allRows(db, 'SELECT id, last_finished_at_ms AS at FROM keying ORDER BY id') as {
      id: string;
      at: number;
    }[];
  expect(lastFinished()).toEqual([
    { id: 'k1', at: 7 },
    { id: 'k2', at: null },
  ]);
  // Opened again it keeps when it was finished, and finished again it has the new time.
  db.exec(`UPDATE keying SET finished_at_ms = NULL WHERE id = 'k1'`);
  expect(lastFinished()[0]).toEqual({ id: 'k1', at: 7 });
  db.exec(`UPDATE keying SET finished_at_ms = 9 WHERE id = 'k1'`);
  expect(lastFinished()[0]).toEqual({ id: 'k1', at: 9 });
  db.close();
});
