import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

it('docs/protocol.md names for each of the rules tests that bear its number', () => {
  const rows = [...read('docs/protocol.md').matchAll(/^\| (S\d+) +\|[^|]+\|([^|]+)\|$/gm)];
  expect(rows.map(([, rule]) => rule)).toEqual(Array.from({ length: 18 }, (_, index) => `S${index + 1}`));
  for (const [, rule, tests] of rows) {
    const files = [...tests!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
    expect(files.length, rule).toBeGreaterThan(0);
    for (const file of files) expect(read(file), `${file} and ${rule}`).toContain(`[${rule}]`);
  }
});
