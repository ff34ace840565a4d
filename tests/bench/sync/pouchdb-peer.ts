import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { preparedNode } from '../../support/prepared-node.ts';
import { benchFolder } from '../bench-folder.ts';
import type { Opened } from '../opened.ts';

const execute = promisify(execFile);
const sources = path.resolve(import.meta.dirname, '../peer');

/** PouchDB's own way from a unit to a server, both on disk, each in a process of its own. */
export interface PouchdbPeer {
  /** Replicates these documents to a database of their own; how long that took, in milliseconds. */
  replicates(documents: readonly Buffer[], batchSize: number | 'default'): Promise<number>;
}

/** Installs it where nothing of it is kept, from its own lock. @returns why not, in words, where that can't be done */
export async function aPouchdbPeer(opened: Opened): Promise<PouchdbPeer | string> {
  const folder = benchFolder();
  await cp(sources, folder, { recursive: true });
  try {
    // Its native module comes built in the package; no script of a stranger is run for it.
    await execute('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      timeout: 180_000,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return `PouchDB could not be installed, which needs the network (${said})`;
  }
  const program = path.join(folder, 'peer.mjs');
  const ofServer = path.join(folder, 'server');
  await mkdir(ofServer);
  const server = spawn(process.execPath, [...preparedNode, program, 'server', ofServer], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  opened.onClose(() => void server.kill());
  const lines = createInterface({ input: server.stdout });
  const [port] = (await Promise.race([once(lines, 'line'), once(server, 'exit').then(() => [null])])) as [
    string | null,
  ];
  if (port === null) return 'the server of PouchDB did not start';
  let number = 0;
  return {
    async replicates(documents, batchSize) {
      number += 1;
      const ofUnit = path.join(folder, `unit-${number}`);
      await mkdir(ofUnit);
      const file = path.join(ofUnit, 'documents.ndjson');
      await writeFile(file, documents.map((bytes) => `${bytes.toString()}\n`).join(''));
      const url = `http://127.0.0.1:${port}/replies-${number}`;
      const { stdout } = await execute(
        process.execPath,
        [...preparedNode, program, 'unit', ofUnit, file, url, String(batchSize)],
        { cwd: folder },
      );
      return Number(stdout.trim());
    },
  };
}
