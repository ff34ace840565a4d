import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './built-app.ts';
import { preparedNode } from './prepared-node.ts';

/** The real program as it is built, as `npm start -- --browser` runs it, in a process of its own. */
export interface BrowserHost {
  readonly address: string;
  readonly storeFolder: string;
  /** Everything that it printed. */
  readonly output: () => string;
  /** Ends it as Ctrl+C does. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it as a power switch does: nothing of it runs on. */
  kill(): Promise<void>;
}

export interface BrowserHostOptions {
  readonly storeFolder?: string;
  readonly isSample?: boolean;
  readonly port?: number;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'postbag-test-'));
}

export async function startBrowserHost(options: BrowserHostOptions = {}): Promise<BrowserHost> {
  ensureBuilt();
  const storeFolder = options.storeFolder ?? temporaryFolder();
  const store = options.isSample ? ['--sample'] : ['--store', storeFolder];
  const child = spawn(
    process.execPath,
    [...preparedNode, 'dist/electron/browser.js', '--browser', '--port', String(options.port ?? 0), ...store],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (output += String(data)));
  const address = await addressPrintedBy(child, () => output);
  const exited = once(child, 'exit');
  return {
    address,
    storeFolder,
    output: () => output,
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT');
      await exited;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function addressPrintedBy(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((found, failed) => {
    const look = (): void => {
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/.exec(output())?.[0];
      if (address !== undefined) found(address);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => failed(new Error(`the host ended with ${code}: ${output()}`)));
  });
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
