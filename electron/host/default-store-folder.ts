import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the unit's store lies unless told otherwise: this computer's own place for a program's data, which
 * roaming profiles and synchronising programs leave alone (Windows: Local, not Roaming).
 */
export function defaultStoreFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Postbag');
  const [name, usual, own] =
    platform === 'win32'
      ? (['LOCALAPPDATA', join(homedir(), 'AppData', 'Local'), 'Postbag'] as const)
      : (['XDG_DATA_HOME', join(homedir(), '.local', 'share'), 'postbag'] as const);
  const told = environment[name];
  // Empty or relative counts as not told: the store must not lie wherever the program happens to be started.
  return join(told !== undefined && isAbsolute(told) ? told : usual, own);
}
