import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../../contract/rules/json-text.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('scanning JSON', () => {
  it('agrees with JSON.parse on what is JSON', () => {
    const nearJson = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', ',', ':', '{', ']', '\\', '\n', 'e', '0', '.', ' '),
      )
      .map(([json, at, change]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + change + json.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearJson), (text) => {
        const isRepeated = scanJson(text, 50).some((mistake) =>
          mistake.message.startsWith('Stands here twice'),
        );
        return isRepeated || parses(text) === (scanJson(text, 50).length === 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['[1,\n 2,\n x]', 'line 3, column 2'],
    ['{"a":1,}', 'line 1, column 8'],
    ['{"a":1', 'line 1, column 7'],
    ['["never ends', 'line 1, column 2'],
    ['[1] 2', 'line 1, column 5'],
    ['[01]', 'line 1, column 3'],
    ['["\\x"]', 'line 1, column 3'],
    ['[[[[1]]]]', 'line 1, column 4'],
  ])('%s goes wrong at %s', (text, place) => {
    expect(scanJson(text, 3).map((mistake) => mistake.path)).toEqual([place]);
  });

  it('a repeated key is reported by its path, however it is written', () => {
    expect(scanJson('{"a":[{"b":1,"\\u0062":2}]}', 9).map((mistake) => mistake.path)).toEqual(['a[0].b']);
  });
});
