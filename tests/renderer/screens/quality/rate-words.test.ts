import fc from 'fast-check';
import { expect, it } from 'vitest';
import { errorsPer10000Fields } from '../../../../contract/rules/quality/rates.ts';
import {
  endOfScale,
  isTooLittle,
  rateWords,
  tooLittleWords,
} from '../../../../renderer/screens/quality/rate-words.ts';

it('says plainly when there is too little to say anything, and how little', () => {
  const rate = errorsPer10000Fields(0, 40)!;
  expect([0, 40, 298].every(isTooLittle)).toBe(true);
  expect(tooLittleWords(0, 40, rate)).toBe('0 of 40 fields: between 0 and 876 per 10,000');
});

it('says a rate with its interval, in three figures', () => {
  const rate = errorsPer10000Fields(29, 10_000)!;
  expect([299, 10_000].some(isTooLittle)).toBe(false);
  expect(rateWords(rate)).toBe('29 (between 20.2 and 41.6)');
});

it('ends a scale at one, two or five and noughts, and nothing sticks out of it', () => {
  expect(endOfScale([null])).toBe(1);
  expect(endOfScale([errorsPer10000Fields(29, 10_000)])).toBe(50);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), (high) => {
      const end = endOfScale([{ value: 0, low: 0, high }]);
      expect(end).toBeGreaterThanOrEqual(high);
      expect(String(end)).toMatch(/^[125]0*$/);
    }),
  );
});
