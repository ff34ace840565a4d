import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '../tests/support/chromium.ts';

/**
 * Sees to it that there is a browser to test in: the one that is installed, else Debian's where we may install
 * packages, else Playwright's own download.
 */
export function ensureBrowser(): void {
  if (chromiumOptions().executablePath !== undefined || existsSync(chromium.executablePath())) return;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebianRoot) {
    console.log('No browser is here: installing Debian’s chromium-headless-shell for the tests.');
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell', 'fonts-liberation'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    return;
  }
  console.log('No browser is here: downloading Playwright’s Chromium for the tests.');
  const { status } = spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error(
      'No browser could be downloaded. Install Chromium, Chrome or Edge, or set POSTBAG_CHROMIUM to one.',
    );
  }
}
