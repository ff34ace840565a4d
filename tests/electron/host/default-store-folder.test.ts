import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultStoreFolder } from '../../../electron/host/default-store-folder.ts';

test('Windows: the local folder, which a roaming profile leaves on this computer', () => {
  const environment = { LOCALAPPDATA: '/L', APPDATA: '/R' };
  expect(defaultStoreFolder(environment, 'win32')).toBe(join('/L', 'Postbag'));
  expect(defaultStoreFolder({ APPDATA: '/R' }, 'win32')).toBe(join(homedir(), 'AppData', 'Local', 'Postbag'));
});

test('Linux: where the desktop’s convention says, or its usual place', () => {
  expect(defaultStoreFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe(join('/data', 'postbag'));
  expect(defaultStoreFolder({}, 'linux')).toBe(join(homedir(), '.local/share/postbag'));
  // An empty variable counts as none, or the store would lie wherever the program was started.
  expect(defaultStoreFolder({ XDG_DATA_HOME: '' }, 'linux')).toBe(join(homedir(), '.local/share/postbag'));
  expect(defaultStoreFolder({ XDG_DATA_HOME: 'relative' }, 'linux')).toBe(
    join(homedir(), '.local/share/postbag'),
  );
});

test('macOS: Application Support, which iCloud leaves alone', () => {
  expect(defaultStoreFolder({}, 'darwin')).toBe(join(homedir(), 'Library/Application Support/Postbag'));
});
