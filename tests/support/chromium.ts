import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const withoutWindows = ['/usr/bin/chromium-headless-shell'];
const whole = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * How the tests start a browser: the system's Chromium or Chrome where there is one, else Playwright's own. First the
 * one without windows, which is what Playwright's own is too: a test takes a fifth less time in it. What is measured
 * takes a whole one first, which paints as Electron's does.
 */
export function chromiumOptions(purpose: 'test' | 'measure' = 'test'): LaunchOptions {
  const installed = purpose === 'test' ? [...withoutWindows, ...whole] : [...whole, ...withoutWindows];
  const executablePath = process.env['POSTBAG_CHROMIUM'] ?? installed.find((path) => existsSync(path));
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    // The sandbox refuses to run as root, which is who tests run as in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
