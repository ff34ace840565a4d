import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { catalogue } from '../../contract/errors.ts';
import type { WritableDb } from '../../electron/store/db.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { storeMigrations } from '../../electron/store/migrations/store-migrations.ts';
import { errorsPage } from '../../scripts/errors-page.ts';

const root = resolve(import.meta.dirname, '../..');
const isOurs = (path: string): boolean =>
  !/(^|\/)(node_modules|dist|release|test-results|screenshots|\.git)(\/|$)/.test(path);
const filesOf = (ending: string, under = '.'): string[] =>
  readdirSync(join(root, under), { recursive: true, encoding: 'utf8' })
    .map((name) => join(under, name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending) && isOurs(name));

const pages = filesOf('.md');
const folders = 'contract|electron|renderer|headquarters|resources|tests|docs|scripts';

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');

  it('names only files and folders that exist', () => {
    const inCode = [...text.matchAll(/`([^`\s]+)`/g)]
      .map((match) => match[1]!)
      .filter((name) =>
        new RegExp(`^(${folders})/|^(package|tsconfig)\\.json$|^(oxlint|README|CONTRIBUTING)`).test(name),
      )
      // `<step>` and `…` stand for any; a number yet to come is an example.
      .filter((name) => !/[<>*…]/.test(name));
    const missing = inCode.filter((name) => !existsSync(join(root, name)));
    expect(missing).toEqual([]);
  });

  it('links only to what exists', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1]!)
      .filter((link) => !/^[a-z]+:/.test(link));
    const missing = links.filter((link) => !existsSync(resolve(root, dirname(page), link)));
    expect(missing).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1]!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  it('is what the catalogue says', async () => {
    const options = await prettier.resolveConfig(join(root, 'docs/errors.md'));
    const formatted = await prettier.format(errorsPage(), { ...options, parser: 'markdown' });
    expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(formatted);
  });

  it.each(Object.keys(catalogue))('%s is reached by a test that names it', (code) => {
    const tests = [...filesOf('.ts', 'tests'), ...filesOf('.tsx', 'tests')].filter(
      (name) => !name.includes('docs/'),
    );
    expect(tests.some((name) => readFileSync(join(root, name), 'utf8').includes(code))).toBe(true);
  });
});

describe('docs/data-model.md', () => {
  it('names every table of the store, and no other', () => {
    const db = new Database(':memory:') as unknown as WritableDb;
    migrate(db, storeMigrations);
    const tables = db
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`,
      )
      .all()
      .map(({ name }) => name);
    db.close();
    const text = readFileSync(join(root, 'docs/data-model.md'), 'utf8');
    const named = [...text.matchAll(/^\| `([a-z_]+)`/gm)].map((match) => match[1]!);
    expect(named.toSorted()).toEqual(tables.toSorted());
  });
});
