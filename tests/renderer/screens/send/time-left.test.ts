import { expect, test } from 'vitest';
import { timeLeftWords } from '../../../../renderer/screens/send/time-left.ts';

test('[S18] what is left of a send is said in whole minutes, and not at all while nobody knows', () => {
  expect(timeLeftWords(null)).toBeNull();
  expect(timeLeftWords(0)).toBeNull();
  expect(timeLeftWords(20_000)).toBe('less than a minute left');
  expect(timeLeftWords(9.2 * 60_000)).toBe('about 9 min left');
  expect(timeLeftWords(5 * 3_600_000)).toBe('about 5 hours left');
});
