import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './support/chromium.ts';

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  // Each test starts the real program and a browser, and mostly waits for one of them: three at a time keep two cores
  // busy, where two left them idle for half of it.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  // A busy machine may cost a test its patience. What passes only at the second try is named at the end of the run.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1366, height: 768 },
    launchOptions: chromiumOptions(),
    // A trace of everything that is done makes each test half as long again: only what failed once is recorded.
    trace: 'on-first-retry',
    locale: 'en-GB',
  },
});
