import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/built-app.ts';

test('a build that a test asks for is the one that people work with', () => {
  const out = mkdtempSync(join(tmpdir(), 'postbag-built-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  execFileSync(process.execPath, [join(root, 'scripts/build.ts'), '--out', out], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test' },
  });
  const scripts = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const ofTheWindow = scripts.filter(
    (name) => name.startsWith('renderer') || name.startsWith('headquarters-page'),
  );
  expect(ofTheWindow).toHaveLength(2);
  // React's development build runs each effect twice, asks twice what is asked once, and is half as fast.
  const isForDevelopment = (name: string): boolean =>
    readFileSync(join(out, name), 'utf8').includes('jsxDEV');
  expect(ofTheWindow.filter(isForDevelopment)).toEqual([]);
});
