import { afterEach, beforeEach, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { migrate } from '../../../electron/store/migrate.ts';
import { storeMigrations } from '../../../electron/store/migrations/store-migrations.ts';
import { getRow } from '../../../electron/store/db.ts';
import type { WritableDb } from '../../../electron/store/db.ts';

let db: WritableDb;
beforeEach(() => {
  db = new Database(':memory:') as unknown as WritableDb;
  migrate(
    db,
    storeMigrations.filter(({ version }) => version < 40),
  );
});
afterEach(() => db.close());

it('[S7] a store that was enrolled before keeps what it has a receipt for', () => {
  db.exec(`
    INSERT INTO person VALUES ('p', 'ann', 'Ann Example (invented)', 'AE', 'supervisor', 1);
    INSERT INTO device_key VALUES ('k', 'private', 'digest', 0);
    INSERT INTO enrolment (device_id, public_key, headquarters_url, unit_name, token, server_id, server_public_key,
      server_epoch, enrolled_by, enrolled_at_ms) VALUES ('d', 'k', 'https://x', 'Unit', 't', 's', 'sk', 3, 'p', 0);
  `);
  migrate(db, storeMigrations);
  expect(
    getRow(db, 'SELECT server_epoch, receipts_count_after, placed_through FROM headquarters_life'),
  ).toEqual({
    server_epoch: 3,
    receipts_count_after: 0,
    placed_through: 0,
  });
});

it('a store that was never enrolled has no life of headquarters to speak of, and nothing planned', () => {
  migrate(db, storeMigrations);
  expect(getRow(db, 'SELECT count(*) AS n FROM headquarters_life')).toEqual({ n: 0 });
  expect(getRow(db, 'SELECT attempts, stopped_code FROM sending_plan')).toEqual({
    attempts: 0,
    stopped_code: null,
  });
});
