import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../contract/errors.ts';
import {
  codesThatOnlyInform,
  contentCodes,
  contentErrors,
  contentMessage,
} from '../../../contract/sync/content-codes.ts';
import {
  asksForNewEnrolment,
  syncErrorClass,
  syncErrorMessage,
  syncErrors,
} from '../../../contract/sync/sync-errors.ts';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

describe('refusals', () => {
  it('docs/protocol.md lists every code with its class, status and message', () => {
    const listed = [...protocol.matchAll(/^\| `([A-Z_]+)` +\| (\w+) +\| (\d{3}) +\| (.*?) +\|$/gm)].map(
      ([, code, errorClass, status, message]) => [code, errorClass, Number(status), message],
    );
    const known = Object.entries(syncErrors).map(([code, entry]) => [
      code,
      entry.errorClass,
      entry.httpStatus,
      entry.message,
    ]);
    expect(listed).toEqual(known);
  });

  it('docs/protocol.md lists every content code', () => {
    for (const code of contentCodes) expect(protocol).toContain(`\`${code}\``);
  });

  it('a content code says on both sides what was kept or counted, and what to do', () => {
    for (const code of contentCodes) {
      for (const where of ['unit', 'headquarters'] as const) {
        const message = contentMessage(code, where)!;
        expect(message).toMatch(/kept|keeps|count|waits/);
        expect(message).toMatch(/\. [A-Z]|;/);
        expect(message).not.toContain('!');
      }
    }
    expect(contentErrors.LATE.isCounted).toBe(true);
    const saysNothingToDo = contentCodes.filter((code) =>
      /nothing to do/.test(contentMessage(code, 'unit')!),
    );
    expect(codesThatOnlyInform).toEqual(saysNothingToDo);
    expect(contentMessage('MOON_IN_THE_WAY', 'unit')).toBeNull();
    expect(contentMessage('constructor', 'headquarters')).toBeNull();
  });

  it('a code from the future is tried again and never dropped', () => {
    expect(syncErrorClass('MOON_IN_THE_WAY')).toBe('transient');
    expect(syncErrorClass('constructor')).toBe('transient');
    expect(syncErrorClass('FORK')).toBe('integrity');
  });

  it('the screen says what a refusal means, and gives the code', () => {
    const details = { code: 'DEVICE_REVOKED', reason: syncErrorMessage('DEVICE_REVOKED')! };
    expect(messageOf({ code: 'HEADQUARTERS_REFUSED', details })).toBe(
      'Headquarters refused what was sent. Headquarters has withdrawn this computer. Everything is kept here; ' +
        'speak to headquarters. If it stays so, tell headquarters the code DEVICE_REVOKED.',
    );
    expect(syncErrorMessage('constructor')).toBeNull();
  });

  it('a new enrolment is offered where it can help', () => {
    const codes = Object.keys(syncErrors).filter(asksForNewEnrolment);
    expect(codes).toContain('TOKEN_UNKNOWN');
    expect(codes).toContain('BAD_SIGNATURE');
    expect(codes).not.toContain('BUSY');
    // Headquarters may have moved, and something else answers at its old address.
    expect(codes).toContain('SERVER_CHANGED');
    expect(codes).not.toContain('GAP');
  });

  it('every message says that what was keyed is safe, or what happens next', () => {
    for (const { message } of Object.values(syncErrors)) {
      expect(message).toMatch(/kept|Nothing|sent again|starts again/);
      expect(message).not.toContain('!');
    }
  });
});
