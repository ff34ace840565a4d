import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v7 as newId } from 'uuid';
import type { Announcement } from '../../contract/pipe.ts';
import { PersonId } from '../../contract/records/id.ts';
import type { Person, Role } from '../../contract/records/person.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { checkpointBeside } from '../../electron/store/checkpoints.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { scanMigrations } from '../../electron/store/migrations/scan-migrations.ts';
import { storeMigrations } from '../../electron/store/migrations/store-migrations.ts';
import { openWritable } from '../../electron/store/open-database.ts';
import type { StoreKey } from '../../electron/store/open-database.ts';
import { insertPerson } from '../../electron/store/queries/people.ts';
import { startReader } from '../../electron/store/reader.ts';
import type { Reader } from '../../electron/store/reader.ts';

/** A real encrypted store in a folder of its own, with three invented people and one of them at the desk. */
export interface TemporaryDesk {
  /** The supervisor's desk. */
  readonly desk: Desk;
  readonly people: { readonly supervisor: Person; readonly firstKeyer: Person; readonly secondKeyer: Person };
  /** The same store with somebody else signed in. */
  as(person: Person): Desk;
  /** What was announced to the windows so far. */
  readonly announced: readonly Announcement[];
  /** The clock that stands on records: it goes on by a second each time somebody looks. */
  setNow(ms: number): void;
  /** Closes the store and deletes its folder. */
  clear(): Promise<void>;
}

export function openTemporaryDesk(): TemporaryDesk {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-test-'));
  const { files, key } = (template ??= makeTemplate());
  const storeFile = join(folder, 'store.postbag');
  const scansFile = join(folder, 'scans.postbag');
  copyFileSync(files.store, storeFile);
  copyFileSync(files.scans, scansFile);
  const db = openWritable(storeFile, key, { mustExist: true });
  const scans = openWritable(scansFile, key, { mustExist: true });
  const reader = readerWhenAsked(storeFile, key);
  const checkpoints = checkpointBeside(db, storeFile, key);
  const people = {
    supervisor: inventedPerson('sup', 'Ada Beispiel (invented)', 'supervisor'),
    firstKeyer: inventedPerson('one', 'Ben Muster (invented)', 'keyer'),
    secondKeyer: inventedPerson('two', 'Cyd Esempio (invented)', 'keyer'),
  };
  for (const person of Object.values(people)) insertPerson(db, person);
  const announced: Announcement[] = [];
  let nowMs = Date.UTC(2007, 3, 2, 9);
  const as = (person: Person): Desk => ({
    db,
    scans,
    reader,
    person,
    announce: (announcement) => void announced.push(announcement),
    nowMs: () => (nowMs += 1000),
    resourcesFolder: fileURLToPath(new URL('../../resources', import.meta.url)),
  });
  return {
    desk: as(people.supervisor),
    people,
    as,
    announced,
    setNow(ms) {
      nowMs = ms;
    },
    async clear() {
      await reader.close();
      await checkpoints.close();
      db.close();
      scans.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An empty store, and its scans, after the last migration. */
interface Template {
  readonly files: { readonly store: string; readonly scans: string };
  readonly key: StoreKey;
}

/** Made once in each process, and copied for each desk: to migrate is more than most tests do. */
let template: Template | undefined;

function makeTemplate(): Template {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-test-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const key = randomBytes(32);
  const files = { store: join(folder, 'store.postbag'), scans: join(folder, 'scans.postbag') };
  for (const [file, migrations] of [
    [files.store, storeMigrations],
    [files.scans, scanMigrations],
  ] as const) {
    const db = openWritable(file, key, { mustExist: false });
    migrate(db, migrations);
    db.close();
  }
  return { files, key };
}

/** A reader whose thread is started by the first question: most tests ask none. */
function readerWhenAsked(file: string, key: StoreKey): Reader {
  let reader: Reader | undefined;
  return {
    ask: (name, argument) => (reader ??= startReader(file, key)).ask(name, argument),
    close: async () => reader?.close(),
  };
}

function inventedPerson(signInName: string, fullName: string, role: Role): Person {
  const initials = fullName
    .split(' ')
    .slice(0, 2)
    .map((word) => word[0])
    .join('');
  return { id: PersonId.parse(newId()), signInName, fullName, initials, role, isActive: true };
}
