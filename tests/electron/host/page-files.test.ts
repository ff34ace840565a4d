import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isAppAddress } from '../../../electron/bridge/window-address.ts';
import { contentSecurityPolicy, pageFile } from '../../../electron/host/page-files.ts';

const above = mkdtempSync(join(tmpdir(), 'postbag-pages-'));
const folder = join(above, 'pages');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '');
writeFileSync(join(folder, 'assets', 'app.js'), '');
// Beside the folder, with a name that begins like it.
mkdirSync(join(above, 'pages-of-somebody-else'));
writeFileSync(join(above, 'pages-of-somebody-else', 'index.html'), '');
afterAll(() => rmSync(above, { recursive: true, force: true }));

test('the page and its files are found, each with its media type', () => {
  expect(pageFile(folder, '/')).toEqual({
    file: join(folder, 'index.html'),
    mediaType: 'text/html; charset=utf-8',
  });
  expect(pageFile(folder, '/assets/app.js')?.mediaType).toBe('text/javascript; charset=utf-8');
});

test('a folder that only begins with the same letters is outside', () => {
  expect(pageFile(folder, '/../pages-of-somebody-else/index.html')).toBeNull();
});

test('whatever is asked for, nothing outside the folder is found', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '%2e',
    '%2f',
    '%5c',
    '\\',
    'pages',
    'assets',
    'app.js',
    'index.html',
    '%00',
    'C:',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const found = pageFile(folder, `/${pieces.join('')}`);
      expect(
        found === null || ['index.html', 'assets/app.js'].some((own) => found.file === join(folder, own)),
      ).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the policy begins with nothing, and names no other host and no inline script', () => {
  const policy = contentSecurityPolicy(`'none'`);
  expect(policy.split('; ')[0]).toBe(`default-src 'none'`);
  expect(policy).toContain(`connect-src 'none'`);
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe(`'self'`);
});

test.each([
  ['app://postbag/', true],
  ['app://postbag/index.html#/post-room', true],
  ['app://postbag.example/', false],
  ['app://other/', false],
  ['app://postbag@other/', false],
  ['app://postbag:80/', false],
  ['https://postbag/', false],
  ['file:///app://postbag/', false],
  ['app:postbag', false],
  ['about:blank', false],
  ['', false],
])('%s is ours: %s', (address, isOurs) => {
  expect(isAppAddress(address)).toBe(isOurs);
});
