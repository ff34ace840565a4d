import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Person } from '../../contract/records/person.ts';
import type { WritableDb } from '../../electron/store/db.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { storeMigrations } from '../../electron/store/migrations/store-migrations.ts';
import { openWritable } from '../../electron/store/open-database.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';

/** A desk whose program dies without a word: what it comes back with is what lay on the disk at that moment. */
export interface CrashingDesk {
  readonly desk: Desk;
  /** The store's files are taken as they lie, without closing anything, and opened anew. */
  crash(): void;
  clear(): void;
}

function unused(): never {
  throw new Error('keying by itself reads neither scans nor the reader thread');
}

export function openCrashingDesk(person: Person): CrashingDesk {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-crash-'));
  const key = randomBytes(32);
  let lives = 0;
  const fileOf = (life: number): string => join(folder, String(life), 'store.postbag');
  mkdirSync(join(folder, '0'));
  let db: WritableDb = openWritable(fileOf(0), key, { mustExist: false });
  migrate(db, storeMigrations);
  insertPerson(db, person);
  let nowMs = Date.UTC(2007, 3, 2, 9);
  return {
    desk: {
      get db() {
        return db;
      },
      get scans() {
        return unused();
      },
      get reader() {
        return unused();
      },
      person,
      announce: () => {},
      nowMs: () => (nowMs += 1000),
      resourcesFolder: fileURLToPath(new URL('../../resources', import.meta.url)),
    },
    crash() {
      const before = fileOf(lives);
      lives += 1;
      mkdirSync(join(folder, String(lives)));
      for (const suffix of ['', '-wal']) {
        if (existsSync(before + suffix)) copyFileSync(before + suffix, fileOf(lives) + suffix);
      }
      db.close();
      db = openWritable(fileOf(lives), key, { mustExist: true });
    },
    clear() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
