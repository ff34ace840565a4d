import { expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { migrate } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { listNewSeries } from '../../../electron/store/queries/series-notices.ts';
import type { WritableDb } from '../../../electron/store/db.ts';

it('[S7] of a series that was begun before it is known whether a restore or headquarters was why', () => {
  const db = new Database(':memory:') as unknown as WritableDb;
  migrate(
    db,
    storeMigrations.filter(({ version }) => version < 200),
  );
  db.exec(`
    INSERT INTO person VALUES ('p', 'ann', 'Ann Example (invented)', 'AE', 'supervisor', 1);
    INSERT INTO device_key VALUES ('k', 'private', 'digest', 0);
    INSERT INTO enrolment (device_id, public_key, headquarters_url, unit_name, token, server_id, server_public_key,
      server_epoch, enrolled_by, enrolled_at_ms) VALUES ('d', 'k', 'https://x', 'Unit', 't', 's', 'sk', 3, 'p', 0);
    INSERT INTO stream VALUES ('d', 1, 'enrolled', 0), ('d', 2, 'restored', 10), ('d', 3, 'restored', 30),
      ('d', 4, 'restored', 40), ('d', 5, 'fork', 50);
    INSERT INTO store_place (mark, folder, machine, file_number, why, noticed_at_ms, begins_epoch)
      VALUES ('${'1'.repeat(32)}', 'f', 'm', '1', 'first', 0, 0), ('${'2'.repeat(32)}', 'f', 'm', '2', 'restored', 20, 0),
        ('${'3'.repeat(32)}', 'f', 'm', '3', 'copied', 60, 1);
  `);
  migrate(db, storeMigrations);
  expect(listNewSeries(db).map(({ epoch, because }) => [epoch, because])).toEqual([
    [5, 'other-there'],
    [4, 'more-there'],
    [3, 'put-back'],
    [2, 'more-there'],
  ]);
  db.close();
});
