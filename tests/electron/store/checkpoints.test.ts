import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointBeside } from '../../../electron/store/checkpoints.ts';
import { getRow, inTransaction, write } from '../../../electron/store/db.ts';
import type { WritableDb } from '../../../electron/store/db.ts';
import { readLogLength } from '../../../electron/store/log-length.ts';
import type { LogLength } from '../../../electron/store/log-length.ts';
import { openWritable } from '../../../electron/store/open-database.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const key = randomBytes(32);
let folder: string;
let file: string;
let db: WritableDb;

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'some.db');
  db = openWritable(file, key, { mustExist: false });
  db.exec('CREATE TABLE letter (number INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT');
});
afterEach(() => {
  db.close();
  removeFolder(folder);
});

/** Saves so many letters in one commit, each a page of the log and a little more. */
function saveLetters(count: number): void {
  inTransaction(db, () => {
    for (let saved = 0; saved < count; saved += 1)
      write(db, 'INSERT INTO letter (text) VALUES (zeroblob(3000))');
  });
}

const log = (): LogLength => readLogLength(db);

test('a long log is taken over into the file beside the one that saves, and begun anew', async () => {
  const checkpoints = checkpointBeside(db, file, key);
  saveLetters(1500);
  // The commit itself leaves it to the thread.
  expect(log().takenOver).toBe(0);
  await expect.poll(log).toEqual({ pages: expect.any(Number), takenOver: log().pages });
  expect(log().pages).toBeGreaterThan(1500);
  saveLetters(1);
  expect(log().pages).toBeLessThan(10);
  await checkpoints.close();
  db.close();
  // Nobody else held it: the log has gone into the file.
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('what is saved while it is taken over is there afterwards', async () => {
  const checkpoints = checkpointBeside(db, file, key);
  saveLetters(1500);
  for (let saved = 1500; log().takenOver === 0; saved += 1) {
    saveLetters(1);
    expect(getRow(db, 'SELECT count(*) AS letters FROM letter')).toEqual({ letters: saved + 1 });
    await new Promise((resolve) => setImmediate(resolve));
  }
  const before = getRow(db, 'SELECT count(*) AS letters FROM letter');
  // In the middle of whatever the thread does.
  await checkpoints.close();
  db.close();
  db = openWritable(file, key, { mustExist: true });
  expect(getRow(db, 'SELECT count(*) AS letters FROM letter')).toEqual(before);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a thread that cannot do it leaves it to the commits', async () => {
  const checkpoints = checkpointBeside(db, join(folder, 'not-here.db'), key);
  saveLetters(1500);
  await expect
    .poll(() => {
      saveLetters(1);
      return log().takenOver;
    })
    .toBeGreaterThan(0);
  await checkpoints.close();
});

test('a log that grows faster than the thread takes it over is cut short by a commit', async () => {
  const checkpoints = checkpointBeside(db, file, key);
  // No turn for anything else meanwhile.
  saveLetters(8500);
  expect(log().takenOver).toBeGreaterThan(8000);
  await checkpoints.close();
});
