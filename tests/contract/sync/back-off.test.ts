import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  longestAskedWaitMs,
  longestWaitMs,
  mostWaitMs,
  shortestWaitMs,
  waitCeilingMs,
  waitMs,
} from '../../../contract/sync/back-off.ts';
import { timeLeftMs } from '../../../contract/sync/time-left.ts';

const attempts = fc.integer({ min: 1, max: 1_000_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const asked = fc.option(fc.integer({ min: 0, max: 2_000_000_000 }));

describe('the wait before something is tried again', () => {
  it('is between 2 s and 15 min, however often it failed', () => {
    fc.assert(
      fc.property(attempts, random, (n, spread) => {
        const wait = waitMs(n, spread);
        expect(wait).toBeGreaterThanOrEqual(shortestWaitMs);
        expect(wait).toBeLessThanOrEqual(waitCeilingMs(n));
        expect(wait).toBeLessThanOrEqual(longestWaitMs);
      }),
    );
  });

  it('has a ceiling that doubles from 4 s and never falls', () => {
    expect([1, 2, 3, 8, 9, 1000].map(waitCeilingMs)).toEqual([4e3, 8e3, 16e3, 512e3, 900e3, 900e3]);
    fc.assert(
      fc.property(attempts, attempts, (left, right) => {
        const [fewer, more] = left < right ? [left, right] : [right, left];
        expect(waitCeilingMs(fewer)).toBeLessThanOrEqual(waitCeilingMs(more));
      }),
    );
  });

  it('is spread over its whole range', () => {
    expect(waitMs(3, 0)).toBe(2_000);
    expect(waitMs(3, 0.5)).toBe(9_000);
    expect(waitMs(3, 0.999_999)).toBe(16_000);
  });

  it('is never shorter than headquarters asked for, up to an hour of it', () => {
    fc.assert(
      fc.property(attempts, random, asked, (n, spread, askedMs) => {
        const wait = waitMs(n, spread, askedMs);
        expect(wait).toBeGreaterThanOrEqual(Math.min(askedMs ?? 0, longestAskedWaitMs));
        expect(wait).toBeGreaterThanOrEqual(waitMs(n, spread));
        expect(wait).toBeLessThanOrEqual(mostWaitMs);
      }),
    );
  });
});

describe('how long a send still takes', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000_000 });
  const passed = fc.integer({ min: 0, max: 100_000_000 });

  it('is never said before it can be known, and nothing when all is done', () => {
    expect(timeLeftMs({ passedMs: 999, doneBytes: 5, totalBytes: 10 })).toBeNull();
    expect(timeLeftMs({ passedMs: 5_000, doneBytes: 0, totalBytes: 10 })).toBeNull();
    expect(timeLeftMs({ passedMs: 0, doneBytes: 10, totalBytes: 10 })).toBe(0);
    expect(timeLeftMs({ passedMs: 1_000, doneBytes: 5, totalBytes: 20 })).toBe(3_000);
  });

  it('is finite, and shrinks as more is done in the same time', () => {
    fc.assert(
      fc.property(passed, amount, amount, amount, (passedMs, done, more, rest) => {
        const totalBytes = done + more + rest;
        const before = timeLeftMs({ passedMs, doneBytes: done, totalBytes });
        const after = timeLeftMs({ passedMs, doneBytes: done + more, totalBytes });
        if (before === null || after === null) return;
        expect(Number.isFinite(after)).toBe(true);
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});
