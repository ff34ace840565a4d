import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildStamp, isBuilt, stampFile } from '../../scripts/start/build-stamp.ts';
import { installedElectron, whyNoWindow } from '../../scripts/start/find-electron.ts';
import { runElectron } from '../../scripts/start/run-electron.ts';
import { ensureBuilt, root } from '../support/built-app.ts';
import { startProgram } from '../support/started-program.ts';

const temporary = mkdtempSync(join(tmpdir(), 'postbag-start-'));
beforeAll(() => ensureBuilt());
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('npm start', () => {
  test('serves a browser, says where, and Ctrl+C ends it with exit code 0 and nothing left of the sample', async () => {
    const folder = join(temporary, 'tmp');
    mkdirSync(folder);
    const program = await startProgram(['--browser', '--sample'], { TMPDIR: folder });
    expect(program.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}$/);
    expect((await fetch(program.address)).status).toBe(200);
    expect(await program.stop()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('without a display it serves a browser by itself, and says why', async () => {
    const program = await startProgram(['--store', join(temporary, 'store')], {
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    });
    expect(await program.stop()).toBe(0);
    if (process.platform === 'linux') expect(program.output()).toContain('because there is no display');
  });

  test('a port that is taken ends with exit code 1 and says what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const ended = await startProgram(['--browser', '--sample', '--port', String(port)]).catch(String);
    expect(ended).toContain('ended with 1');
    expect(ended).toContain(`Port ${port} is in use. Nothing was started.`);
    other.close();
  });

  test('a command line that can’t be understood ends with exit code 2 and the list of options', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.ts', '--smaple'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('npm start [-- options]');
  });

  test('a Node that is too old is told so, before it meets a file that it can’t read', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' }); require('./scripts/prepare-node.cjs')`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', pretend], { cwd: root, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('Postbag needs Node 24 or newer, and this is Node 20.19.0');
  });
});

describe('the build’s stamp', () => {
  const copy = join(temporary, 'copy');
  const dist = join(copy, 'dist');
  const source = join(copy, 'renderer', 'a.ts');
  beforeAll(() => {
    for (const folder of ['contract', 'electron', 'renderer', 'scripts', 'dist']) {
      mkdirSync(join(copy, folder), { recursive: true });
    }
    for (const file of ['scripts/build.ts', 'package-lock.json']) cpSync(join(root, file), join(copy, file));
  });
  const stamp = (): void => {
    writeFileSync(source, 'export {};');
    writeFileSync(stampFile(dist), buildStamp(copy));
  };

  test('holds while no source changes', () => {
    stamp();
    expect(isBuilt(copy, dist)).toBe(true);
  });

  test.each([
    ['a longer source', () => writeFileSync(source, 'export { };')],
    ['an older source of the same length', () => utimesSync(source, 0, 0)],
    ['a new one', () => writeFileSync(join(copy, 'contract', 'b.ts'), '')],
    ['one less', () => rmSync(source)],
    ['a build that wasn’t finished', () => rmSync(stampFile(dist))],
  ])('goes with %s', (_title, change) => {
    stamp();
    change();
    expect(isBuilt(copy, dist)).toBe(false);
  });
});

describe('Electron’s runtime', () => {
  test('isn’t asked for where no window could open', () => {
    expect(whyNoWindow('linux', {}, 1000)).toBe('there is no display');
    expect(whyNoWindow('linux', { DISPLAY: ':0' }, 0)).toContain('root');
    expect(whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull();
    expect(whyNoWindow('win32', {}, undefined)).toBeNull();
    expect(whyNoWindow('darwin', {}, 501)).toBeNull();
  });

  test('counts only in the version that this program was made for', () => {
    const name =
      { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
      'electron';
    const folder = join(temporary, 'node_modules/electron');
    mkdirSync(join(folder, 'dist', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
    expect(installedElectron(temporary)).toBeNull();
    writeFileSync(join(folder, 'dist', name), '');
    writeFileSync(join(folder, 'dist/version'), '44.0.0');
    expect(installedElectron(temporary)).toBeNull();
    writeFileSync(join(folder, 'dist/version'), 'v45.4.1');
    expect(installedElectron(temporary)).toBe(join(folder, 'dist', name));
  });

  test.skipIf(process.platform === 'win32').each([
    ['is ended by Chromium for want of a sandbox', 'kill -TRAP $$', { hasOpened: false }],
    ['is ended by Chromium for want of a display', 'exit 1', { hasOpened: false }],
    ['is closed by its user', 'exit 0', { hasOpened: true, exitCode: 0 }],
  ])('that %s is told apart', async (_title, body, ended) => {
    const executable = join(temporary, 'pretended-electron');
    writeFileSync(executable, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    expect(await runElectron(executable, 'main.js', [])).toEqual(ended);
  });

  test('that isn’t there after all is no error', async () => {
    expect(await runElectron(join(temporary, 'missing'), 'main.js', [])).toEqual({ hasOpened: false });
  });
});
