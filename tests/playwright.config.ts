import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './support/chromium.ts';

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  // Each test starts the real program and a browser: two at a time is what two cores carry.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1366, height: 768 },
    launchOptions: chromiumOptions(),
    trace: 'retain-on-failure',
    locale: 'en-GB',
  },
});
