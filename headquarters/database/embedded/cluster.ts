import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { databaseAccount } from './account.ts';
import type { Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import { runAs } from './run-as.ts';

// A data folder holds `postgres/` (PostgreSQL's own), `postgres.password` and `postgres.log`. PostgreSQL is started
// by pg_ctl: it has a process group of its own, so that Ctrl+C reaches headquarters first, and it outlives a
// headquarters that is killed. The next one finds it by its postmaster.pid.

const user = 'postbag';

/**
 * Makes sure that the PostgreSQL of a data folder runs, making it if there is none, and takes over one that runs
 * already. Where it has to be started, it listens at `wantedPort`, or at any that is free.
 *
 * @returns the address of its database `postgres`.
 */
export async function startCluster(folder: string, wantedPort?: number): Promise<string> {
  const account = await databaseAccount();
  await mkdir(folder, { recursive: true });
  const password = await settlePassword(folder, account);
  await initialise(folder, account);
  const data = path.join(folder, 'postgres');
  const url = (port: number): string => `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`;
  if (await isRunning(data, account)) return url(await portOf(data));
  const port = wantedPort ?? (await freePort());
  const log = path.join(folder, 'postgres.log');
  await (await open(log, 'a', 0o600)).close();
  await give(log, account);
  const { exitCode, output } = await runAs(account, folder, findBinaries().pgCtl, [
    'start',
    '--wait',
    '--timeout=60',
    '--silent',
    `--pgdata=${data}`,
    `--log=${log}`,
    `--options=-p ${port}`,
  ]);
  if (exitCode !== 0) {
    throw new Error(`PostgreSQL did not start in ${data}. Nothing in it was changed. ${output} See ${log}.`);
  }
  return url(await portOf(data));
}

/**
 * Stops the PostgreSQL of a data folder if it runs; what is connected is cut off, what is committed is kept. One that
 * is thrown away is stopped `immediate`: without first writing back what so far is only in its log.
 */
export async function stopCluster(folder: string, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const account = await databaseAccount();
  const data = path.join(folder, 'postgres');
  if (!(await isRunning(data, account))) return;
  const args = ['stop', '--wait', '--timeout=60', '--silent', `--mode=${mode}`, `--pgdata=${data}`];
  const { exitCode, output } = await runAs(account, folder, findBinaries().pgCtl, args);
  if (exitCode !== 0) throw new Error(`PostgreSQL did not stop in ${data}. ${output}`);
}

/** Whether a folder holds such a PostgreSQL, running or not. */
export async function holdsCluster(folder: string): Promise<boolean> {
  return await exists(path.join(folder, 'postgres', 'PG_VERSION'));
}

/** Makes the cluster under another name and then renames it, so that half a one is never taken for a whole. */
async function initialise(folder: string, account: Account | null): Promise<void> {
  const data = path.join(folder, 'postgres');
  if (await exists(path.join(data, 'PG_VERSION'))) return;
  const fresh = `${data}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await give(fresh, account);
  const { exitCode, output } = await runAs(account, folder, findBinaries().initdb, [
    `--pgdata=${fresh}`,
    `--username=${user}`,
    `--pwfile=${path.join(folder, 'postgres.password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    '--set=listen_addresses=127.0.0.1',
    '--set=unix_socket_directories=',
  ]);
  if (exitCode !== 0) throw new Error(`PostgreSQL's store could not be made in ${data}. ${output}`);
  await rename(fresh, data);
}

/** The password that headquarters and its PostgreSQL share; whoever can read the folder may connect. */
async function settlePassword(folder: string, account: Account | null): Promise<string> {
  const file = path.join(folder, 'postgres.password');
  if (!(await exists(file))) {
    // On the disk under another name first: a power cut leaves a whole password or none, never half of one.
    const fresh = `${file}.new`;
    await writeFile(fresh, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true });
    await give(fresh, account);
    await rename(fresh, file);
  }
  return (await readFile(file, 'utf8')).trim();
}

async function isRunning(data: string, account: Account | null): Promise<boolean> {
  if (!(await exists(path.join(data, 'postmaster.pid')))) return false;
  const { exitCode } = await runAs(account, path.dirname(data), findBinaries().pgCtl, [
    'status',
    `--pgdata=${data}`,
  ]);
  return exitCode === 0;
}

/** The fourth line of postmaster.pid is the port. */
async function portOf(data: string): Promise<number> {
  const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(lines[3]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function give(file: string, account: Account | null): Promise<void> {
  if (account !== null) await chown(file, account.uid, account.gid);
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}
