import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonicalError } from '../../../contract/sync/canonical-json.ts';

const json = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 });

/** The same value with every object's keys in the opposite order. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, turnedRound(member)]),
  );
}

describe('[S1] canonical JSON', () => {
  it('says the same as the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same again when it is read and written', () => {
    fc.assert(
      fc.property(json, (value) => {
        const once = canonicalJson(value);
        expect(canonicalJson(JSON.parse(once))).toBe(once);
      }),
    );
  });

  it("doesn't depend on the order in which keys were set", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(turnedRound(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is one line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(canonicalJson({ text })).not.toMatch(/[\n\r]/);
      }),
    );
  });

  // RFC 8785, section 3.2.3: sorted by UTF-16 code units, so the emoji (a surrogate pair) comes before U+FB33.
  it('sorts as the RFC’s own example', () => {
    const written = canonicalJson({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    });
    expect(Object.values(JSON.parse(written) as object)[0]).toBe('One');
    expect([...written.matchAll(/:"(\w+)/g)].map((match) => match[1])).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  // RFC 8785, section 3.2.2.
  it('writes numbers and text as the RFC’s own example', () => {
    expect(
      canonicalJson({
        numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(canonicalJson(-0)).toBe('0');
  });

  it.each([
    ['undefined as a property', { a: undefined }, '$["a"]'],
    ['undefined in a list', [1, undefined], '$[1]'],
    ['a hole in a list', Object.assign([1, 2, 3], { length: 4 }), '$[3]'],
    ['not a number', { a: [Number.NaN] }, '$["a"][0]'],
    ['infinity', Number.POSITIVE_INFINITY, '$'],
    ['a bigint', 1n, '$'],
    ['a function', () => 1, '$'],
    ['half a surrogate pair', { name: 'a\ud800' }, '$["name"]'],
    ['half a surrogate pair as a key', { '\udc00': 1 }, '$["\\udc00"]'],
    ['a date', { at: new Date(0) }, '$["at"]'],
    ['a map', new Map(), '$'],
  ])('refuses %s and names the place', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ name: 'NotCanonicalError', path }));
  });

  it('refuses what turns in a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalJson(circle)).toThrow(NotCanonicalError);
  });
});
