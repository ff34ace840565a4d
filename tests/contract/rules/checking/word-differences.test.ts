import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparableText,
  isSameText,
  wordDifferences,
  type Stretch,
} from '../../../../contract/rules/checking/word-differences.ts';

const shown = (stretches: readonly Stretch[]): string =>
  stretches
    .map(({ kind, first, second }) => {
      if (kind === 'same') return first;
      if (kind === 'inserted') return `{+${second}+}`;
      return kind === 'left-out' ? `{-${first}-}` : `{-${first}-}{+${second}+}`;
    })
    .join('');

const turned = (stretches: readonly Stretch[]): Stretch[] =>
  stretches.map(({ kind, first, second }) => ({
    kind: kind === 'inserted' ? 'left-out' : kind === 'left-out' ? 'inserted' : kind,
    first: second,
    second: first,
  }));

// Few words, so that two texts share some of them; signs that the rule must tell from space and quotes.
const prose = fc
  .array(
    fc.constantFrom(
      'we',
      'agree',
      'not',
      'children',
      '2006',
      ',',
      '.',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '’',
      "'",
      '“',
      '"',
    ),
    { maxLength: 40 },
  )
  .map((words) => words.join(''));
const anyText = fc.oneof(prose, fc.string({ unit: 'grapheme' }));

describe('what is written differently, word by word', () => {
  it.each([
    ['We agree.', 'We agree.', 'We agree.'],
    ['We agree.', 'We do agree.', 'We {+do +}agree.'],
    ['We do not agree.', 'We do agree.', 'We do {-not -}agree.'],
    ['We agree with 4a.', 'We agree with 4b.', 'We agree with {-4a-}{+4b+}.'],
    ['one line', 'one  line', 'one{- -}{+  +}line'],
    ['It’s  \nso\t\n', "It's\r\nso", 'It’s\nso'],
    ['', 'something', '{+something+}'],
  ])('%j and %j', (first, second, expected) => {
    expect(shown(wordDifferences(first, second))).toBe(expected);
  });

  it('doesn’t depend on who keyed first', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        expect(wordDifferences(second, first)).toEqual(turned(wordDifferences(first, second)));
      }),
      { numRuns: 500 },
    );
  });

  it('reports nothing exactly where the texts are the same', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const isUnreported = wordDifferences(first, second).every(({ kind }) => kind === 'same');
        expect(isUnreported).toBe(isSameText(first, second));
        expect(wordDifferences(first, first).every(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('holds both texts whole, and the stretches take turns', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        const stretches = wordDifferences(first, second);
        expect(stretches.map((stretch) => stretch.first).join('')).toBe(comparableText(first));
        expect(stretches.map((stretch) => stretch.second).join('')).toBe(comparableText(second));
        for (const [index, { kind }] of stretches.slice(1).entries()) {
          expect(kind === 'same').not.toBe(stretches[index]!.kind === 'same');
        }
      }),
    );
  });

  it.each([
    ['nothing in common', () => ['a b '.repeat(25_000), 'c d '.repeat(25_000)]],
    ['the same few words in another order', () => ['a b c d '.repeat(12_500), 'd c b a '.repeat(12_500)]],
    [
      'each word once, backwards',
      () => {
        const words = Array.from({ length: 15_000 }, (_, index) => `w${index}`);
        return [words.join(' '), words.toReversed().join(' ')];
      },
    ],
    [
      'one word in a hundred mistyped',
      () => {
        const words = Array.from({ length: 20_000 }, (_, index) => `word${index % 700}`);
        return [
          words.join(' '),
          words.map((word, index) => (index % 100 === 3 ? `${word}x` : word)).join(' '),
        ];
      },
    ],
  ])('is never slow on 100 KB: %s', (_, texts) => {
    const [first, second] = texts() as [string, string];
    // Counts no milliseconds: a rule that took the product of the lengths would not come to an end here.
    const stretches = wordDifferences(first, second);
    expect(stretches.map((stretch) => stretch.second).join('')).toBe(comparableText(second));
  });
});
