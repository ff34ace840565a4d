import { expect, test } from 'vitest';
import { nextTryWords } from '../../../../renderer/screens/send/standing-line.tsx';

const atMs = new Date(2007, 3, 2, 14, 12).getTime();

test('a try that failed says why, what is kept, how often it was tried and when it is tried next', () => {
  expect(
    nextTryWords({ code: 'HEADQUARTERS_UNREACHABLE', reason: 'it did not answer', attempts: 3, atMs }),
  ).toBe(
    'Headquarters could not be reached: it did not answer. Everything is kept here. Tried 3 times; next try at 14:12.',
  );
  expect(nextTryWords({ code: 'SENDING_DISK_FULL', reason: 'make room on it', attempts: 2, atMs })).toBe(
    'The disk of this computer is full: make room on it. Everything is kept here. Tried 2 times; next try at 14:12.',
  );
  expect(nextTryWords({ code: 'BUSY', reason: 'it is busy', attempts: 1, atMs })).toBe(
    'Headquarters could not take it: it is busy. Everything is kept here. Tried once; next try at 14:12.',
  );
});

test('of a damaged store it doesn’t say that everything is kept', () => {
  const reason = 'tell your supervisor, who can restore a backup';
  expect(nextTryWords({ code: 'STORE_NOT_A_STORE', reason, attempts: 1, atMs })).toBe(
    `The file of the store is damaged: ${reason}. Tried once; next try at 14:12.`,
  );
});
