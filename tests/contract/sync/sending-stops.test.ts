import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alteredReplyStop, oneReplyStop, stopMessage, stops } from '../../../contract/sync/sending-stops.ts';
import { asksForNewEnrolment, syncErrors } from '../../../contract/sync/sync-errors.ts';

const sending = readFileSync(new URL('../../../docs/sending.md', import.meta.url), 'utf8');
const stopping = Object.entries(syncErrors)
  .filter(([, { errorClass }]) => errorClass !== 'transient')
  .map(([code]) => code);

describe('what is said when sending has stopped', () => {
  it('there are words for every code that can stop it', () => {
    expect(Object.keys(stops).toSorted()).toEqual(['CANCELLED', ...stopping].toSorted());
  });

  it.each([
    ...stopping.map((code) => [code, stopMessage(code)]),
    ['one reply', stopMessage('MALFORMED', true)],
    ['one that was altered', stopMessage('SEALED_ALTERED', true)],
  ])(
    '%s promises nothing that only a sending that goes on would keep, and names what to do',
    (_code, message) => {
      expect(message).not.toMatch(
        /by itself|(sent|offered|tried|starts|goes on) again|tries again|new series/,
      );
      expect(message).toMatch(/kept here/);
      expect(message).toMatch(/Ask|Tell|Speak to|Enrol|Close|Write/);
      expect(message).not.toContain('!');
    },
  );

  it('offers a new enrolment in words only where the screen does', () => {
    for (const code of stopping)
      expect(/[Ee]nrol this computer/.test(stopMessage(code)), code).toBe(asksForNewEnrolment(code));
  });

  it('docs/sending.md has a row for each, in the words of the line', () => {
    const [, table] = /\n## When it stops\n([\s\S]*?)\n## /.exec(sending)!;
    const rows = table!
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      [...Object.values(stops), oneReplyStop, alteredReplyStop].map(({ happened, kept, toDo }) => [
        happened,
        kept,
        toDo,
      ]),
    );
  });

  it('of a code that a later program wrote down it says what holds of all', () => {
    expect(stopMessage('MOON_IN_THE_WAY')).toBe('Everything is kept here. Speak to headquarters.');
    expect(stopMessage('constructor')).toBe(stopMessage('MOON_IN_THE_WAY'));
  });
});
