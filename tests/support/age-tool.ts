import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const whyNoAgeTool = 'no standard age tool is installed (Debian: apt-get install age)';

/** Debian's age, or where else it lies; null where it isn't installed. */
export function ageTool(): string | null {
  const places = ['/usr/bin/age', '/usr/local/bin/age', '/opt/homebrew/bin/age'];
  const found = places.find((file) => existsSync(file));
  return found !== undefined && spawnSync(found, ['--version']).status === 0 ? found : null;
}
