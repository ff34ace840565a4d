import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { inject } from 'vitest';
import { connect } from '../../headquarters/database/database.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { startCluster } from '../../headquarters/database/embedded/cluster.ts';
import { migrate } from '../../headquarters/database/migrate.ts';

const template = 'postbag_template';

/** A migrated, empty database of its own in the run's PostgreSQL. */
export async function aDatabase(): Promise<{ readonly database: Database; readonly url: string }> {
  const url = await anEmptyDatabase(template);
  return { database: connect(url, () => {}), url };
}

/** A database without any tables, or a copy of another. */
export async function anEmptyDatabase(copyOf = 'template0'): Promise<string> {
  const server = await postgresUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await command(server, `create database ${name} template ${copyOf}`);
  return withDatabase(server, name);
}

/** Runs one statement on a connection of its own. */
export async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

let started: Promise<string> | undefined;

/** The run's PostgreSQL; the first file to ask starts it, and the others wait for that one. */
function postgresUrl(): Promise<string> {
  started ??= startOnce(inject('postgresFolder'));
  return started;
}

async function startOnce(folder: string): Promise<string> {
  const ready = path.join(folder, 'ready');
  try {
    await mkdir(path.join(folder, 'starting'));
  } catch {
    return await waitFor(ready);
  }
  const url = await startCluster(folder);
  await command(url, `create database ${template}`);
  const database = connect(withDatabase(url, template), () => {});
  await migrate(database);
  await database.close();
  await writeFile(`${ready}.new`, url);
  await rename(`${ready}.new`, ready);
  return url;
}

async function waitFor(file: string): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const content = await readFile(file, 'utf8').catch(() => null);
    if (content !== null) return content;
    await pause(100);
  }
  throw new Error('PostgreSQL for the tests did not start within a minute.');
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
