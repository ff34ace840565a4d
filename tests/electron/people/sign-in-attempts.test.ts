import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { secondsToWaitAfter, SignInAttempts } from '../../../electron/people/sign-in-attempts.ts';
import { removeFolder, temporaryFolder } from '../../support/browser-host.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function attemptsFile(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return join(folder, 'sign-in-attempts.json');
}

it('waits longer after each wrong passphrase, up to five minutes', () => {
  fc.assert(
    fc.property(fc.nat(40), (failures) => {
      expect(secondsToWaitAfter(failures + 1)).toBeGreaterThanOrEqual(secondsToWaitAfter(failures));
      expect(secondsToWaitAfter(failures)).toBeLessThanOrEqual(300);
    }),
  );
  expect([0, 1, 2, 3, 4].map(secondsToWaitAfter)).toEqual([0, 1, 2, 4, 8]);
});

it('measures the wait on a clock that only runs forward, and from the start after a restart', () => {
  const file = attemptsFile();
  let nowMs = 0;
  const before = new SignInAttempts(file, () => nowMs);
  for (let round = 0; round < 4; round++) before.countFailure('ada');
  nowMs = 7999;
  expect(() => before.demandTurn('Ada ')).toThrow('TOO_MANY_ATTEMPTS');
  nowMs = 8000;
  before.demandTurn('ada');

  nowMs = 0;
  const restarted = new SignInAttempts(file, () => nowMs);
  nowMs = 7999;
  expect(() => restarted.demandTurn('ada')).toThrow('TOO_MANY_ATTEMPTS');
  restarted.demandTurn('ben');
  nowMs = 8000;
  restarted.demandTurn('ada');
  restarted.forget('ada');
  expect(new SignInAttempts(file, () => 0).countFailure('ada')).toBe(1);
});

it('takes names of JavaScript’s own for names', () => {
  const attempts = new SignInAttempts(attemptsFile(), () => 0);
  attempts.demandTurn('__proto__');
  expect(attempts.countFailure('__proto__')).toBe(1);
  expect(attempts.countFailure('constructor')).toBe(1);
  expect(() => attempts.demandTurn('__proto__')).toThrow('TOO_MANY_ATTEMPTS');
});
