import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { Database, WritableDb } from '../database/database.ts';
import { DatabaseNewerError, migrate } from '../database/migrate.ts';
import { migrations } from '../database/migrations/headquarters-migrations.ts';
import { beginNewLife, holdsAnything, listSteps, setCounter } from '../database/queries/backup.ts';
import { readBackup } from './backup-file.ts';
import type { Header } from './backup-file.ts';

/** What is there is never written over. */
export class NotEmptyError extends Error {
  constructor() {
    super(
      'There is a headquarters in that database already. Nothing was changed. Name an empty folder with --data, or ' +
        'an empty database in DATABASE_URL; what is there now stays as it is.',
    );
    this.name = 'NotEmptyError';
  }
}

/** A headquarters that lives again. */
export interface Restored {
  readonly serverId: string;
  readonly serverEpoch: number;
  readonly takenAt: string;
}

/**
 * Restores a backup into an empty database that nobody else works with. The file is read to its end before anything
 * is written, and everything is written in one transaction. It is the same headquarters, with its keys and people, in
 * a new life: by the new epoch every device learns that it must offer again what came after the backup (S7).
 *
 * @throws {BackupDamagedError} {NotEmptyError} {DatabaseNewerError}
 */
export async function restoreBackup(database: Database, file: string): Promise<Restored> {
  const header = await readHeader(file);
  const newest = header.steps.at(-1) ?? 0;
  const known = migrations.at(-1)!.number;
  if (newest > known) throw new DatabaseNewerError(newest, known);
  const taken = await listSteps(database.read);
  if (taken.length > 0 && (await holdsAnything(database.read))) throw new NotEmptyError();
  const steps = migrations.filter(({ number }) => header.steps.includes(number));
  if (taken.some((number) => !header.steps.includes(number))) {
    // A start that was broken off left empty tables of a later shape; they hold nothing.
    throw new NotEmptyError();
  }
  await migrate(database, steps);
  const serverEpoch = await takeRowsIn(database, file);
  await migrate(database);
  return { serverId: header.serverId, serverEpoch, takenAt: header.takenAt };
}

/** Reads all of it, so that a damaged one is known before anything is written. */
async function readHeader(file: string): Promise<Header> {
  const read: { header: Header | null } = { header: null };
  await readBackup(file, {
    header: (header) => {
      read.header = header;
    },
  });
  return read.header!;
}

async function takeRowsIn(database: Database, file: string): Promise<number> {
  const client = await database.pool.connect();
  const db = client as unknown as WritableDb;
  let broken: Error | undefined;
  let copy: ReturnType<typeof from> | null = null;
  try {
    await client.query('begin');
    const end = await readBackup(file, {
      table: (statement) => {
        copy = client.query(from(statement));
        // Heard where the next row or the end is waited for; without a listener it would end the process.
        copy.on('error', () => {});
      },
      row: async (line) => {
        if (!copy!.write(line)) await once(copy!, 'drain');
      },
      tableEnd: async () => {
        copy!.end();
        await finished(copy!);
      },
    });
    for (const counter of end.counters) await setCounter(db, counter);
    const serverEpoch = await beginNewLife(db);
    await client.query('commit');
    return serverEpoch;
  } catch (error) {
    // In the middle of a COPY there is no way back to a clean connection; PostgreSQL rolls back when it ends.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
