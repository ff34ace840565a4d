import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import { installedElectron, whyNoWindow } from '../../scripts/start/find-electron.ts';
import { builtMain, ensureBuilt, root } from './built-app.ts';

/** The built desktop app, running: its window as a page, and its end. */
export interface RunningApp {
  readonly page: Page;
  /** Everything that it printed. */
  readonly output: () => string;
  /** Ends the program as Ctrl+C does. @returns its exit code */
  stop(): Promise<number | null>;
  /** Closes the window, as its cross does. @returns the program's exit code */
  closeWindow(): Promise<number | null>;
}

/** The built main process and preload under the stand-in, which shows the window in Chromium. */
export async function startUnderStandIn(storeFolder: string): Promise<RunningApp> {
  ensureBuilt();
  const run = join(root, 'tests/support/electron-stand-in/run.ts');
  const child = spawn(process.execPath, [run, builtMain, '--store', storeFolder], {
    cwd: root,
    env: environmentIn(storeFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  const devTools = await new Promise<string>((found, failed) => {
    child.stdout.on('data', () => {
      const address = /^stand-in: (http:\S+)$/m.exec(output())?.[1];
      if (address !== undefined) found(address);
    });
    child.once('close', (code) => failed(new Error(`the app ended with ${code}: ${output()}`)));
  });
  const browser = await chromium.connectOverCDP(devTools);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error(`no window: ${output()}`);
  return runningApp(child, page, output);
}

/** Why the app can't be tried in Electron itself here, or null where it can. */
export function whyNoElectron(): string | null {
  return (
    whyNoWindow(process.platform, process.env, process.getuid?.()) ??
    (installedElectron(root) === null ? 'its runtime is not installed' : null)
  );
}

/** The same under Electron itself, where `whyNoElectron` says nothing. */
export async function startUnderElectron(storeFolder: string): Promise<RunningApp> {
  ensureBuilt();
  const app = await _electron.launch({
    executablePath: installedElectron(root) ?? '',
    args: [builtMain, '--store', storeFolder],
    env: environmentIn(storeFolder),
  });
  const output = collectOutput(app.process());
  return runningApp(app.process(), await app.firstWindow(), output);
}

/** Chromium's own files in the test's folder too, and no other window of this user in the way. */
const environmentIn = (folder: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  XDG_DATA_HOME: folder,
});

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  child.stdout?.on('data', (data) => (output += String(data)));
  child.stderr?.on('data', (data) => (output += String(data)));
  return () => output;
}

function runningApp(child: ChildProcess, page: Page, output: () => string): RunningApp {
  const ended = once(child, 'exit').then(() => child.exitCode);
  return {
    page,
    output,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
    async closeWindow() {
      await page.close();
      return ended;
    },
  };
}
