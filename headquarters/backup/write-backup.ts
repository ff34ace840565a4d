import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import { transaction } from '../database/database.ts';
import type { Database, ReadableDb } from '../database/database.ts';
import {
  copyIn,
  copyOut,
  listCounters,
  listSteps,
  listTables,
  noteBackedUp,
  streamExtents,
  whoseDatabase,
} from '../database/queries/backup.ts';
import type { StreamExtent } from '../database/queries/backup.ts';
import { endOfRows, note, readBackup } from './backup-file.ts';

/** A backup that was read back and is what the database held. */
export interface WrittenBackup {
  readonly file: string;
  readonly bytes: number;
}

/** How the files of one headquarters begin; the rest of the name sorts by time. */
export const namePrefix = (serverId: string): string => `headquarters-${serverId.slice(-12)}-`;

/**
 * Writes everything that the database holds at one moment into a file in `folder`, beside a running headquarters or
 * without one. It has its name only when it is on the disk; then it is read back, and only then the database notes
 * how far each stream is backed up.
 */
export async function writeBackup(database: Database, folder: string): Promise<WrittenBackup> {
  const owner = await whoseDatabase(database.read);
  if (owner === null) {
    throw new Error('Headquarters has never been started with these data, so there is nothing to back up.');
  }
  await mkdir(folder, { recursive: true });
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const file = path.join(folder, `${namePrefix(owner.server_id)}${time}.sql.zst`);
  const unfinished = `${file}.unfinished`;
  try {
    const extents = await writeSnapshot(database, unfinished);
    await readBackup(unfinished);
    await rename(unfinished, file);
    await syncFolder(folder);
    await transaction(database, (db) => noteBackedUp(db, extents));
    return { file, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Writes one snapshot, and answers how far it holds each stream. */
async function writeSnapshot(database: Database, file: string): Promise<readonly StreamExtent[]> {
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    const extents = await streamExtents(client as unknown as ReadableDb);
    // Whoever can read it can sign as headquarters: it is for its owner only.
    await pipeline(
      scriptOf(client),
      createZstdCompress(),
      createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }),
    );
    await client.query('commit');
    return extents;
  } catch (error) {
    // In the middle of a COPY there is no way back to a clean connection.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* scriptOf(client: PoolClient): AsyncGenerator<string | Buffer> {
  const db = client as unknown as ReadableDb;
  const tables = await listTables(db);
  const whole = createHash('sha256');
  for await (const piece of piecesBeforeTheEnd(client, tables)) {
    whole.update(piece);
    yield piece;
  }
  // Counters don't belong to the snapshot: read last, they are beyond everything in it.
  yield note({
    counters: [...(await listCounters(db))],
    tables: tables.length,
    sha256: whole.digest('hex'),
  });
}

async function* piecesBeforeTheEnd(
  client: PoolClient,
  tables: Awaited<ReturnType<typeof listTables>>,
): AsyncGenerator<string | Buffer> {
  const db = client as unknown as ReadableDb;
  const owner = (await whoseDatabase(db))!;
  yield note({
    format: 'postbag-headquarters-backup/1',
    serverId: owner.server_id,
    serverEpoch: owner.server_epoch,
    steps: [...(await listSteps(db))],
    takenAt: new Date().toISOString(),
  });
  for (const table of tables) {
    yield `${copyIn(table)};\n`;
    const hash = createHash('sha256');
    const rows = client.query(to(copyOut(table)));
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    yield endOfRows;
    yield note({ table: table.name, rows: rows.rowCount, sha256: hash.digest('hex') });
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder; there the rename itself is on the disk.
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
