import fc from 'fast-check';
import { expect, it } from 'vitest';
import { errorsPer10000Fields } from '../../../../contract/rules/quality/rates.ts';
import { momentsOf } from '../../../../renderer/components/period.ts';
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

const day = (date: number, month = 4): number => new Date(2007, month, date).getTime();
const period = { from: '2007-05-02', to: '2007-05-04' };

it('reads a period in this computer’s days: a week begins on Monday, and both dates are in it', () => {
  const sunday = '2007-05-06';
  expect(momentsOf({ kind: 'week', ...period }, sunday)).toEqual({ fromMs: day(30, 3), toMs: day(7) });
  expect(momentsOf({ kind: 'four-weeks', ...period }, sunday)).toEqual({ fromMs: day(9, 3), toMs: day(7) });
  expect(momentsOf({ kind: 'dates', ...period }, sunday)).toEqual({ fromMs: day(2), toMs: day(5) });
  expect(momentsOf({ kind: 'all', ...period }, sunday)).toMatchObject({ fromMs: 0 });
});

it('reads no period from dates that are missing or the wrong way round', () => {
  const now = '2007-05-06';
  expect(momentsOf({ kind: 'dates', from: '2007-05-04', to: '2007-05-02' }, now)).toBeNull();
  expect(momentsOf({ kind: 'dates', from: '', to: '2007-05-02' }, now)).toBeNull();
});
