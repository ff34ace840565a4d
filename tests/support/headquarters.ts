import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Arrived } from '../../headquarters/database/queries/arrived.ts';
import { preparedNode } from './prepared-node.ts';

const entry = fileURLToPath(new URL('../../headquarters/server.ts', import.meta.url));
const execute = promisify(execFile);

/** The real headquarters as a process of its own, with the PostgreSQL that comes with the packages. */
export interface RunningHeadquarters {
  readonly url: string;
  readonly pid: number;
  /** The folder that its data lie in. */
  readonly folder: string;
  /** Everything that it has printed so far. */
  readonly printed: readonly string[];
  newEnrolmentCode(): Promise<string>;
  /** What has arrived, as `list --json` prints it. */
  arrived(): Promise<readonly Arrived[]>;
  /** Ctrl+C; resolves with the exit code. Data that it made itself are removed. */
  stop(): Promise<number | null>;
  /** Kills it without a word, which leaves its PostgreSQL running. */
  kill(): Promise<void>;
}

/** `npm run headquarters -- --data DIR --port 0`, in a throw-away folder unless one is named. */
export async function startHeadquarters(named?: string): Promise<RunningHeadquarters> {
  const folder = named ?? (await mkdtemp(path.join(tmpdir(), 'postbag-test-headquarters-')));
  const child = spawn(process.execPath, [...preparedNode, entry, '--data', folder, '--port', '0'], {
    env: withoutDatabaseUrl(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    // The last line that it prints before it waits.
    if (line.startsWith('Ctrl+C')) break;
  }
  child.stdout.on('data', (chunk: Buffer) => void printed.push(...chunk.toString().split('\n')));
  child.stdout.resume();
  const url = /http\S+/.exec(printed.find((line) => line.startsWith('Headquarters is at')) ?? '')?.[0];
  if (url === undefined) throw new Error(`Headquarters did not start: ${printed.join(' ')}`);
  return {
    url,
    pid: child.pid!,
    folder,
    printed,
    newEnrolmentCode: async () => {
      const words = await runHeadquarters('enrol', '--data', folder);
      return /http\S+#\S+/.exec(words)![0];
    },
    arrived: async () => {
      const lines = (await runHeadquarters('list', '--json', '--data', folder)).split('\n');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Arrived);
    },
    stop: async () => {
      child.kill('SIGINT');
      const [exitCode] = await ended;
      if (named === undefined) await rm(folder, { recursive: true, force: true });
      return exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs one of headquarters' short commands and answers what it printed. */
export async function runHeadquarters(...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [...preparedNode, entry, ...args], {
    env: withoutDatabaseUrl(),
  });
  return stdout;
}

function withoutDatabaseUrl(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...environment } = process.env;
  return environment;
}
