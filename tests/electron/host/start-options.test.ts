import { describe, expect, test } from 'vitest';
import { ownArguments } from '../../../electron/host/electron-arguments.ts';
import { readStartOptions } from '../../../electron/host/start-options.ts';

describe('the command line', () => {
  test('says nothing: a window if possible, the unit’s own store', () => {
    expect(readStartOptions([])).toEqual({ isBrowser: false, port: 0, storeFolder: null, isSample: false });
  });

  test('names a browser, a port and a folder', () => {
    const given = ['--browser', '--port', '4010', '--store', 'here'];
    const read = { isBrowser: true, port: 4010, storeFolder: 'here', isSample: false };
    expect(readStartOptions(given)).toEqual(read);
    expect(readStartOptions(['--browser', '--port=4010', '--store=here'])).toEqual(read);
  });

  test.each([['-1'], ['65536'], ['80x'], [''], ['0x50'], ['1e3'], ['8 0']])(
    '--port “%s” is no port',
    (port) => {
      expect(readStartOptions([`--port=${port}`])).toMatchObject({
        mistake: expect.stringContaining('--port takes'),
      });
    },
  );

  test('--sample and --store together are a mistake: sample post has a store of its own', () => {
    expect(readStartOptions(['--sample', '--store', 'here'])).toMatchObject({
      mistake: expect.stringContaining('--sample makes a store of its own'),
    });
  });

  test.each([['--smaple'], ['here'], ['--store'], ['--browser=yes']])(
    '%s is a mistake, and the options are listed',
    (given) => {
      expect(readStartOptions([given])).toMatchObject({
        mistake: expect.stringContaining('npm start [-- options]'),
      });
    },
  );
});

describe('our own options among Chromium’s', () => {
  test('switches of Chromium and of the system are left out, with the file that Electron was given', () => {
    const given = [
      'main.js',
      '--no-sandbox',
      '--store',
      'here',
      '--remote-debugging-port=0',
      '-psn_0_1',
      '--sample',
    ];
    expect(ownArguments(given)).toEqual(['--store', 'here', '--sample']);
  });

  test('a value that begins like an option stays a value; a missing one stays missing', () => {
    expect(ownArguments(['--store=--odd', '--port', '0'])).toEqual(['--store=--odd', '--port', '0']);
    expect(ownArguments(['--store'])).toEqual(['--store']);
  });
});
