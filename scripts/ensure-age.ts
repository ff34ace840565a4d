import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ageTool } from '../tests/support/age-tool.ts';

/**
 * Sees to it that a standard age tool is there to open our courier files with, where we may install packages. Where it
 * isn't and can't be, the tests that want it are skipped and say so.
 */
export function ensureAge(): void {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (ageTool() !== null || !isDebianRoot) return;
  console.log('No age is here: installing Debian’s for the tests.');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'age'],
  ]) {
    spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}
