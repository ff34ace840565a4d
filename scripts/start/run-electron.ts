import { spawn } from 'node:child_process';

/** How Electron ended. It hasn't opened when Chromium gave up at its start: no sandbox, no display after all. */
export type Ended = { readonly hasOpened: true; readonly exitCode: number } | { readonly hasOpened: false };

/**
 * Chromium that can't have its sandbox ends itself by a signal, and without its display with 1, well within this
 * time. What fails in our own part fails in the browser host as well, and is said there.
 */
const givesUpWithinMs = 5000;

/** Opens the window and waits until it has ended. Ctrl+C and the like are handed on, and end it cleanly. */
export function runElectron(executable: string, main: string, given: readonly string[]): Promise<Ended> {
  const startedAtMs = Date.now();
  const child = spawn(executable, [main, ...given], { stdio: 'inherit', env: withoutNodeMode() });
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isStopping = true;
      child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.on('error', () => resolve({ hasOpened: false }));
    child.on('exit', (code, signal) => {
      const isEarly = !isStopping && Date.now() - startedAtMs < givesUpWithinMs;
      const hasGivenUp = isEarly && (signal !== null || code === 1);
      // Ended by a signal that we handed on: that is what was asked for.
      resolve(
        hasGivenUp ? { hasOpened: false } : { hasOpened: true, exitCode: code ?? (isStopping ? 0 : 1) },
      );
    });
  });
}

/** With this variable Electron would be a plain Node; editors leave it in the terminals that they open. */
function withoutNodeMode(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env;
  return rest;
}
