import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isBuilt, pageSources } from '../../scripts/start/build-stamp.ts';

export const root = resolve(import.meta.dirname, '../..');
export const builtMain = join(root, 'dist/electron/main.js');

const dist = join(root, 'dist');
const longestBuildMs = 60_000;

/** Builds the app where the sources are newer than what lies in dist/. Test files in parallel wait for one build. */
export function ensureBuilt(): void {
  buildOnce('building', () => isBuilt(root, dist), []);
}

/** The same for headquarters' page alone. */
export function ensurePageBuilt(): void {
  buildOnce('building-page', () => isBuilt(root, join(dist, 'headquarters-page'), pageSources), ['--page']);
}

function buildOnce(lockName: string, isDone: () => boolean, args: readonly string[]): void {
  const lock = join(dist, lockName);
  mkdirSync(dist, { recursive: true });
  for (const startedAtMs = Date.now(); !isDone();) {
    const isOurs = takeLock(lock, Date.now() - startedAtMs > longestBuildMs);
    if (!isOurs) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
    try {
      execFileSync(process.execPath, [join(root, 'scripts/build.ts'), ...args], {
        cwd: root,
        stdio: 'inherit',
      });
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/** A folder as a lock: only one can make it. One that a killed build left behind is taken over. */
function takeLock(lock: string, isStale: boolean): boolean {
  try {
    mkdirSync(lock, { recursive: isStale });
    return true;
  } catch {
    return false;
  }
}
