import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made from. */
const sources = ['contract', 'electron', 'renderer', 'scripts/build.ts', 'package-lock.json'];

/** What headquarters' page is made from. */
export const pageSources = ['contract', 'renderer', 'scripts/build.ts', 'package-lock.json'];

/** Where a build says what it was made from. */
export const stampFile = (outDir: string): string => join(outDir, 'build-stamp');

/**
 * A short text that changes whenever a source does. Sizes and times instead of contents: some hundred files
 * are looked at in a few milliseconds at each start, and an older file put back counts as a change too.
 */
export function buildStamp(root: string, from: readonly string[] = sources): string {
  const hash = createHash('sha256');
  for (const source of from) {
    const path = join(root, source);
    if (!statSync(path).isDirectory()) {
      addFile(hash, source, path);
      continue;
    }
    for (const name of (readdirSync(path, { recursive: true }) as string[]).sort()) {
      if (/\.(ts|tsx|css|html|json|svg|woff2)$/.test(name))
        addFile(hash, join(source, name), join(path, name));
    }
  }
  return hash.digest('hex');
}

function addFile(hash: ReturnType<typeof createHash>, name: string, path: string): void {
  // A file that went between the listing and the look is a change, and is not there to be built either.
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 };
  hash.update(`${name} ${size} ${mtimeMs}\n`);
}

/** Whether what lies in `outDir` was built from the sources as they are. */
export function isBuilt(root: string, outDir: string, from: readonly string[] = sources): boolean {
  try {
    return readFileSync(stampFile(outDir), 'utf8') === buildStamp(root, from);
  } catch {
    return false;
  }
}
