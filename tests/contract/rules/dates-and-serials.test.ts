import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysToClosing, isLate } from '../../../contract/rules/lateness.ts';
import { readPaperDate } from '../../../contract/rules/paper-date.ts';
import { LARGEST_SERIAL, readSerial, serialLabel } from '../../../contract/rules/serial.ts';

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('lateness', () => {
  it('the closing day itself is in time, the day after is late', () => {
    expect(isLate('2007-06-30', '2007-06-30')).toBe(false);
    expect(isLate('2007-07-01', '2007-06-30')).toBe(true);
    expect(isLate('2007-07-02', '2007-06-30')).toBe(true);
  });

  it('counts whole days over the night when the clocks change', () => {
    expect(daysToClosing('2007-03-24', '2007-03-26')).toBe(2);
    expect(daysToClosing('2007-07-02', '2007-06-30')).toBe(-2);
    expect(() => daysToClosing('2/7/2007', '2007-06-30')).toThrow(RangeError);
  });

  it('is late exactly when it sorts after', () => {
    fc.assert(fc.property(day, day, (received, closes) => isLate(received, closes) === received > closes));
  });
});

describe('dates on paper', () => {
  it.each([
    ['3/4/2007', '2007-04-03'],
    ['03.04.07', '2007-04-03'],
    ['3-4-1998', '1998-04-03'],
    ['2007-04-03', '2007-04-03'],
    [' 29/02/2008 ', '2008-02-29'],
    ['29/02/2007', null],
    ['31/4/2007', null],
    ['13/13/2007', null],
    ['0/1/2007', null],
    ['April 2007', null],
    ['1/1/0007', null],
  ])('%s is %s', (written, iso) => {
    expect(readPaperDate(written)).toBe(iso);
  });

  it('reads every day that exists, written either way', () => {
    fc.assert(
      fc.property(day, (iso) => {
        const [year, month, date] = iso.split('-');
        return readPaperDate(iso) === iso && readPaperDate(`${date}/${month}/${year}`) === iso;
      }),
    );
  });
});

describe('serials', () => {
  it('what is printed is read back, with or without its prefix, in any case', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST_SERIAL }), (number) => {
        const label = serialLabel('CWS', number);
        for (const typed of [
          label,
          label.toLowerCase(),
          label.replace('-', ' '),
          label.replace('-', ''),
          `${number}`,
        ]) {
          expect(readSerial('CWS', typed)).toBe(number);
        }
        expect(label).toMatch(/^CWS-\d{6,9}$/);
      }),
    );
  });

  it.each(['', 'CWS', '0', 'BEN-000123', '12a', '1234567890', '-', '1.5'])(
    '%s is no serial of CWS',
    (typed) => {
      expect(readSerial('CWS', typed)).toBeNull();
    },
  );

  it.each([0, -1, 1.5, 1_000_000_000, Number.NaN])('%s can’t be printed as one', (number) => {
    expect(() => serialLabel('CWS', number)).toThrow(RangeError);
  });
});
