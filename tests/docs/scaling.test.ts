import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { aDatabase } from '../support/test-database.ts';

it('docs/scaling.md says of every table of headquarters by what it distributes, and of no other', async () => {
  const { database } = await aDatabase();
  const { rows } = await database.pool.query<{ name: string; first: string | null }>(
    `select class.relname as name, (
       select attname from pg_index
       join pg_attribute on attrelid = indrelid and attnum = indkey[0] where indrelid = class.oid and indisprimary
     ) as first
     from pg_class class where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
  );
  await database.close();
  const page = readFileSync(new URL('../../docs/scaling.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `([a-z_]+)` +\| (consultation|device|everywhere) /gm)];
  expect(named.map(([, name]) => name).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  const firstColumn = { consultation: 'consultation_id', device: 'device_id' } as Record<string, string>;
  for (const [, name, by] of named) {
    if (by === 'everywhere') continue;
    // The key begins with what it distributes by.
    expect(rows.find((row) => row.name === name)?.first, name).toBe(firstColumn[by!]);
  }
});
