import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceToPass, drawnForZeroErrors } from '../../../../contract/rules/quality/operating-curve.ts';
import { wilson } from '../../../../contract/rules/quality/wilson.ts';

describe('the interval of a share', () => {
  // Newcombe (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (hits, trials, low, high) => {
    const interval = wilson(hits, trials)!;
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, lies between 0 and 1, and is the mirror of its opposite', () => {
    const counted = fc
      .integer({ min: 1, max: 1e6 })
      .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
    fc.assert(
      fc.property(counted, ([hits, trials]) => {
        const { share, low, high } = wilson(hits, trials)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
        expect(high).toBeLessThanOrEqual(1);
        expect(wilson(trials - hits, trials)!.high).toBeCloseTo(1 - low, 9);
      }),
    );
  });

  it('says nothing where nothing was tried', () => expect(wilson(0, 0)).toBeNull());
});

describe('the chance to pass', () => {
  it('of zero-error draws is that of the desk’s figures (domain.md)', () => {
    expect(drawnForZeroErrors(0.01)).toBe(299);
    expect(drawnForZeroErrors(0.005)).toBe(598);
    expect(chanceToPass(299, 0, 0.01)).toBeLessThanOrEqual(0.05);
    expect(chanceToPass(298, 0, 0.01)).toBeGreaterThan(0.05);
  });

  it('is the sum of the binomial chances, also where they are too small to count', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (drawn, mostWrong, rate) => {
          let sum = 0;
          for (let wrong = 0; wrong <= Math.min(mostWrong, drawn); wrong += 1) {
            sum += choose(drawn, wrong) * rate ** wrong * (1 - rate) ** (drawn - wrong);
          }
          expect(chanceToPass(drawn, mostWrong, rate)).toBeCloseTo(sum, 9);
        },
      ),
    );
    expect(chanceToPass(1_000_000, 2, 0.5)).toBe(0);
  });

  it('falls as more is wrong, and grows as more is allowed', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 20 }),
        rate,
        rate,
        (drawn, most, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(chanceToPass(drawn, most, high)).toBeLessThanOrEqual(chanceToPass(drawn, most, low) + 1e-9);
          expect(chanceToPass(drawn, most + 1, low)).toBeGreaterThanOrEqual(
            chanceToPass(drawn, most, low) - 1e-9,
          );
        },
      ),
    );
  });
});
