import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, root } from '../../support/built-app.ts';
import { fuseWireOf, stubExecutable } from '../../support/stub-electron.ts';

// What ships is tried by packaging for real, with a stub in the place of Electron: the traps are silent (a
// binary of the wrong system, none at all, the sources and somebody's data along with it).

const temporary = mkdtempSync(join(tmpdir(), 'postbag-packaged-'));
beforeAll(() => ensureBuilt());
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

interface Packaged {
  readonly content: readonly string[];
  readonly asar: string;
  readonly unpacked: readonly string[];
  readonly executable: Buffer;
}

function packageFor(system: 'linux' | 'win', executable: string, extra: readonly string[]): Packaged {
  const stub = join(temporary, `electron-${system}`);
  mkdirSync(stub);
  writeFileSync(join(stub, system === 'win' ? 'electron.exe' : 'electron'), stubExecutable(), {
    mode: 0o755,
  });
  for (const file of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(stub, file), 'stub');
  const output = join(temporary, system);
  const settings = [`-c.electronDist=${stub}`, `-c.directories.output=${output}`];
  const target = [`--${system}`, 'dir', '--x64'];
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/electron-builder/cli.js'), ...target, ...settings, ...extra],
    { cwd: root, stdio: 'pipe' },
  );
  const folder = join(output, `${system}-unpacked`);
  const asar = join(folder, 'resources/app.asar');
  return {
    content: listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/')),
    asar,
    unpacked: readdirSync(`${asar}.unpacked`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name),
    executable: readFileSync(join(folder, executable)),
  };
}

/** The listing without folders and hashes, and with the sample post's pages and the module's own files as one line each. */
function summaryOf(content: readonly string[]): string[] {
  const folders = new Set(content.map((path) => path.slice(0, path.lastIndexOf('/'))));
  const lines = content
    .filter((path) => !folders.has(path))
    .map((path) =>
      path
        .replace(/-[\w-]{8}\.(js|css|svg)$/, '-HASH.$1')
        .replace(/reply-\d\d-page-\d\.jpg$/, 'PAGES')
        .replace(/^(\/node_modules\/better-sqlite3\/lib\/).*\.js$/, '$1…'),
    );
  return [...new Set(lines)].sort();
}

const everywhere = [
  '/dist/electron/backup-thread.js',
  '/dist/electron/checkpoint-thread.js',
  '/dist/electron/main.js',
  '/dist/electron/preload.cjs',
  '/dist/electron/reader-thread.js',
  '/dist/electron/shared-HASH.js',
  '/dist/renderer/assets/index-HASH.css',
  '/dist/renderer/assets/index-HASH.js',
  '/dist/renderer/assets/postbag-HASH.svg',
  '/dist/renderer/index.html',
  '/node_modules/better-sqlite3/LICENSE',
  '/node_modules/better-sqlite3/lib/…',
  '/node_modules/better-sqlite3/package.json',
  '/package.json',
  '/resources/consultations/cws-2007.json',
  '/resources/consultations/example-benches.json',
  '/resources/sample-post/PAGES',
  '/resources/sample-post/sample-post.json',
];

describe.each([
  { system: 'linux', executable: 'postbag', native: 'linux-x64.node', extra: [] },
  // The stub has no version resource for the archive's hash to be written beside; the real one has.
  {
    system: 'win',
    executable: 'Postbag.exe',
    native: 'win32-x64.node',
    extra: ['-c.disableAsarIntegrity=true'],
  },
] as const)('packaged for $system', ({ system, executable, native, extra }) => {
  let packaged: Packaged;
  beforeAll(() => {
    packaged = packageFor(system, executable, extra);
  });

  test('the archive holds the built app, the resources and one native file, and nothing else', () => {
    const nativeFile = `/node_modules/better-sqlite3/prebuilds/${native}`;
    expect(summaryOf(packaged.content)).toEqual([...everywhere, nativeFile].sort());
  });

  test('the native file lies outside the archive, where the system can load it', () => {
    expect(packaged.unpacked).toEqual([native]);
  });

  test('what it says of itself names the one module and no tools', () => {
    const shipped = JSON.parse(String(extractFile(packaged.asar, 'package.json'))) as object;
    expect(shipped).toMatchObject({ main: 'dist/electron/main.js', type: 'module' });
    expect(shipped).not.toHaveProperty('devDependencies');
    expect(shipped).not.toHaveProperty('scripts');
  });

  test('the fuses are set: no plain Node, no inspector, nothing but the checked archive', () => {
    expect(fuseWireOf(packaged.executable)).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeCliInspect: false,
      asarIntegrity: true,
      onlyLoadAppFromAsar: true,
      fileProtocolPrivileges: false,
    });
  });
});
