import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../contract/records/mark.ts';
import { isSameMark } from '../../../../contract/rules/checking/compare-marks.ts';

const value = (of: string | string[]): Mark => ({ kind: 'value', value: of });
const blank: Mark = { kind: 'blank' };
const illegible: Mark = { kind: 'illegible' };

const codes = fc.uniqueArray(fc.constantFrom('agree', 'disagree', 'not-sure', 'other'), { minLength: 2 });
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constant(blank),
  fc.constant(illegible),
  fc.constantFrom('agree', 'disagree', 'We agree.', 'We agree. ', 'We’ll see', "We'll see").map(value),
  codes.map(value),
  codes.map((ticks): Mark => ({ kind: 'spoilt', value: ticks })),
);

describe('two keyings of one field', () => {
  it.each([
    ['the same tick', value('agree'), value('agree'), true],
    ['another tick', value('agree'), value('disagree'), false],
    ['blank and a tick', blank, value('agree'), false],
    ['blank and illegible', blank, illegible, false],
    ['the same ticks, pressed in another order', value(['a', 'b']), value(['b', 'a']), true],
    ['a tick fewer', value(['a', 'b']), value(['a']), false],
    ['one tick and a list of one', value('a'), value(['a']), false],
    ['two ticks kept as spoilt, and one', { kind: 'spoilt', value: ['a', 'b'] } as Mark, value('a'), false],
    ['nothing asked, and blank', null, blank, true],
    ['nothing asked, and an answer', null, value('agree'), false],
    ['a curly quote', value('It’s so'), value("It's so"), true],
    ['another case', value('smith'), value('Smith'), false],
  ])('%s', (_, first, second, isSame) => expect(isSameMark(first, second)).toBe(isSame));

  it('doesn’t depend on who keyed first, and a mark is the same as itself', () => {
    fc.assert(
      fc.property(mark, mark, (first, second) => {
        expect(isSameMark(first, second)).toBe(isSameMark(second, first));
        expect(isSameMark(first, first)).toBe(true);
      }),
    );
  });
});
