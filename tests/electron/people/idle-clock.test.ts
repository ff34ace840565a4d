import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { IdleClock } from '../../../electron/people/idle-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls once, so many minutes after it was last started', () => {
  let calls = 0;
  const clock = new IdleClock(() => calls++);
  clock.start(10);
  vi.advanceTimersByTime(9 * 60_000);
  clock.start(10);
  vi.advanceTimersByTime(9 * 60_000);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(60 * 60_000);
  expect(calls).toBe(1);
});

it('never calls once it is stopped', () => {
  let calls = 0;
  const clock = new IdleClock(() => calls++);
  clock.start(1);
  clock.stop();
  vi.advanceTimersByTime(60 * 60_000);
  expect(calls).toBe(0);
});
