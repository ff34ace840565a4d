import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopCluster } from '../../headquarters/database/embedded/cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's one PostgreSQL lies, once a test file has asked for it. */
    postgresFolder: string;
  }
}

/**
 * One PostgreSQL for a whole run of tests. It is only given its place here and started by the first file that wants
 * a database, so that a run without any costs nothing; it is stopped and removed when the run ends.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postbag-test-postgres-'));
  project.provide('postgresFolder', folder);
  return async () => {
    // Hundreds of databases were made in it: to write them all back may take minutes.
    await stopCluster(folder, 'immediate');
    await rm(folder, { recursive: true, force: true });
  };
}
