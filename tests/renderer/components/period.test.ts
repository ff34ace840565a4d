import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateOf } from '../../../renderer/components/dates.ts';
import { datesOf, momentsOf } from '../../../renderer/components/period.ts';

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

it('says the dates of a period, and put as two dates they are the same period, whatever day it is', () => {
  expect(datesOf({ kind: 'week', ...period }, '2007-05-06')).toEqual({
    from: '2007-04-30',
    to: '2007-05-06',
  });
  expect(datesOf({ kind: 'all', ...period }, '2007-05-06')).toEqual({ from: '', to: '' });
  const days = fc.date({ min: new Date(1975, 0), max: new Date(2100, 0), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom('week', 'four-weeks', 'dates'), days, (kind, moment) => {
      const now = dateOf(moment.getTime());
      const put = { kind: 'dates', ...datesOf({ kind, ...period }, now) } as const;
      expect(momentsOf(put, now)).toEqual(momentsOf({ kind, ...period }, now));
    }),
  );
});
