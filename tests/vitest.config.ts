import { defineConfig } from 'vitest/config';
import { preparedNode } from './support/prepared-node.ts';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts', '**/*.test.tsx'],
    globalSetup: ['support/postgres-setup.ts'],
    // Real databases in child processes, and Argon2, for which a file waits a quarter of its time.
    maxWorkers: 3,
    // The tests start threads from TypeScript as well.
    execArgv: [...preparedNode],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A condition that is waited for comes later on a busy machine; a second, as is usual, is a guess at its speed.
    expect: { poll: { timeout: 20_000 } },
  },
});
