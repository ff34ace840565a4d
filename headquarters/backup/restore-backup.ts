import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { Database, WritableDb } from '../database/database.ts';
import { DatabaseNewerError, migrate, takeStep } from '../database/migrate.ts';
import { migrations } from '../database/migrations/headquarters-migrations.ts';
import { beginNewLife, holdsAnything, listSteps, setCounter } from '../database/queries/backup.ts';
import { listDevices } from '../database/queries/device-list.ts';
import type { ListedDevice } from '../database/queries/device-list.ts';
import { endCodes, endSessions, putLastStanding } from '../database/queries/last-standing.ts';
import type { LastStanding } from '../database/queries/last-standing.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { readBackup } from './backup-file.ts';
import type { Header } from './backup-file.ts';
import { whatCameSince } from './since-backup.ts';
import type { SinceBackup } from './since-backup.ts';

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

/** The headquarters that is to be replaced is another than the one whose backup is restored. */
export class OfAnotherHeadquartersError extends Error {
  constructor() {
    super(
      'The backup is of another headquarters than the one that it is to replace. Nothing was changed. Name the one ' +
        'that was backed up.',
    );
    this.name = 'OfAnotherHeadquartersError';
  }
}

/** A headquarters that lives again. */
export interface Restored {
  readonly serverId: string;
  readonly serverEpoch: number;
  readonly takenAt: string;
  /** What was taken over from the one before; null where that couldn't be read. */
  readonly since: SinceBackup | null;
  /** Who may send now. */
  readonly devices: readonly ListedDevice[];
  /** How many enrolment codes that were out don't work any more. */
  readonly endedCodes: number;
}

/**
 * Restores a backup into an empty database that nobody else works with. The file is read to its end before anything
 * is written, and everything is written in one transaction. It is the same headquarters, with its keys and people, in
 * a new life: by the new epoch every device learns that it must offer again what came after the backup (S7).
 *
 * Who may send and who may sign in stays as it stood `last`, in the headquarters that this one replaces: a computer
 * that was withdrawn, a code that was used and a person who has left don't come back with a backup from before. Where
 * that can't be read any more (null), no code from before works, and people have to see to the rest.
 *
 * @throws {BackupDamagedError} {NotEmptyError} {DatabaseNewerError} {OfAnotherHeadquartersError}
 */
export async function restoreBackup(
  database: Database,
  file: string,
  last: LastStanding | null,
): Promise<Restored> {
  const header = await readHeader(file);
  const newest = header.steps.at(-1) ?? 0;
  const known = migrations.at(-1)!.number;
  if (newest > known) throw new DatabaseNewerError(newest, known);
  if (last !== null && last.serverId !== header.serverId) throw new OfAnotherHeadquartersError();
  const taken = await listSteps(database.read);
  if (taken.length > 0 && (await holdsAnything(database.read))) throw new NotEmptyError();
  const steps = migrations.filter(({ number }) => header.steps.includes(number));
  if (taken.some((number) => !header.steps.includes(number))) {
    // A start that was broken off left empty tables of a later shape; they hold nothing.
    throw new NotEmptyError();
  }
  await migrate(database, steps);
  return await takeRowsIn(database, file, header, last);
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

async function takeRowsIn(
  database: Database,
  file: string,
  header: Header,
  last: LastStanding | null,
): Promise<Restored> {
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
    // In the same transaction: there is no moment in which it could be started with what was withdrawn since.
    const known = migrations.at(-1)!.number;
    for (const step of migrations) await takeStep(db, step, known);
    const restored = await settleAccess(db, header, last);
    await client.query('commit');
    return restored;
  } catch (error) {
    // In the middle of a COPY there is no way back to a clean connection; PostgreSQL rolls back when it ends.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Begins the new life, with those who may send and sign in by what is known last. */
async function settleAccess(
  db: WritableDb,
  { serverId, takenAt }: Header,
  last: LastStanding | null,
): Promise<Restored> {
  const since = last === null ? null : await whatCameSince(db, last);
  if (last !== null) await putLastStanding(db, last);
  const endedCodes = last === null ? await endCodes(db) : 0;
  await endSessions(db);
  const serverEpoch = await beginNewLife(db, last?.serverEpoch);
  await recordAct(db, {
    staffId: null,
    act: 'restore backup',
    subject: takenAt,
    details: { life: serverEpoch, decisionsForgotten: since?.decisions.length ?? 'not known' },
  });
  return { serverId, serverEpoch, takenAt, since, devices: await listDevices(db), endedCodes };
}
