import { describe, expect, test } from 'vitest';
import { timeLeft } from '../../../../renderer/screens/send/time-left.ts';

const begin = { bytes: 0, atMs: 0 };

describe('[S18] what is left of a send, in words', () => {
  test('says nothing before there is a pace, and nothing at the end', () => {
    expect(timeLeft(begin, { bytes: 0, atMs: 60_000 }, 100)).toBeNull();
    expect(timeLeft(begin, { bytes: 50, atMs: 10 }, 100)).toBeNull();
    expect(timeLeft(begin, { bytes: 100, atMs: 60_000 }, 100)).toBeNull();
  });

  test('goes by the pace since it began', () => {
    expect(timeLeft(begin, { bytes: 50, atMs: 20_000 }, 100)).toBe('less than a minute left');
    expect(timeLeft(begin, { bytes: 10, atMs: 60_000 }, 100)).toBe('about 9 min left');
    expect(timeLeft({ bytes: 90, atMs: 0 }, { bytes: 91, atMs: 60_000 }, 400)).toBe('about 5 hours left');
  });
});
