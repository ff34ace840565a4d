import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceOf } from '../../../contract/rules/pace.ts';

describe('the pace that outstanding replies need', () => {
  it('counts working days from today to the closing day, both included', () => {
    // Friday to Monday: two working days and a weekend.
    expect(paceOf(10, '2007-06-29', '2007-07-02')).toEqual({
      daysLeft: 3,
      workingDaysLeft: 2,
      neededPerDay: 5,
    });
    expect(paceOf(7, '2007-06-27', '2007-06-30')).toMatchObject({ workingDaysLeft: 3, neededPerDay: 3 });
  });

  it('is none at a weekend that ends on the closing day, and none after it', () => {
    expect(paceOf(7, '2007-06-30', '2007-06-30')).toEqual({
      daysLeft: 0,
      workingDaysLeft: 0,
      neededPerDay: null,
    });
    expect(paceOf(7, '2007-07-02', '2007-06-30')).toMatchObject({ daysLeft: -2, neededPerDay: null });
  });

  it('finishes in time when it is kept, and not when it is one less', () => {
    const start = Date.UTC(2007, 0, 1);
    const day = (offset: number): string => new Date(start + offset * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(400),
        fc.integer({ min: 1, max: 50_000 }),
        (from, length, outstanding) => {
          const pace = paceOf(outstanding, day(from), day(from + length));
          const counted = Array.from({ length: length + 1 }, (_, index) =>
            new Date(start + (from + index) * 86_400_000).getUTCDay(),
          ).filter((weekday) => weekday !== 0 && weekday !== 6).length;
          expect(pace.workingDaysLeft).toBe(counted);
          if (pace.neededPerDay === null) return;
          expect(pace.neededPerDay * counted).toBeGreaterThanOrEqual(outstanding);
          expect((pace.neededPerDay - 1) * counted).toBeLessThan(outstanding);
        },
      ),
    );
  });
});
