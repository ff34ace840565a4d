import { describe, expect, it } from 'vitest';
import { courierFileName, digestInFileName, receiptFileName } from '../../../contract/sync/courier.ts';
import { CourierReport } from '../../../contract/sync/courier-report.ts';
import type { CarriedStretch } from '../../../contract/sync/courier-report.ts';
import { courierWords } from '../../../contract/sync/courier-words.ts';
import { DeviceId } from '../../../contract/sync/ids.ts';
import { Sha256 } from '../../../contract/sync/hash.ts';

const digest = Sha256.parse('1a2b3c4d'.repeat(8));
const deviceId = DeviceId.parse('01890a5d-ac96-774b-bcce-b30209900001');
const on = new Date('2007-06-30T12:00:00Z');

describe('[S17] the names of what is carried', () => {
  it.each([
    ['Consultation Unit', 'postbag-consultation-unit-2007-06-30-1a2b3c4d.age'],
    ['  Ünit “Nord” / 2  ', 'postbag-u-nit-nord-2-2007-06-30-1a2b3c4d.age'],
    ['../../etc', 'postbag-etc-2007-06-30-1a2b3c4d.age'],
    ['相談室', 'postbag-unit-2007-06-30-1a2b3c4d.age'],
    ['a'.repeat(100), `postbag-${'a'.repeat(40)}-2007-06-30-1a2b3c4d.age`],
  ])('of the unit “%s” any file system takes', (unitName, name) => {
    expect(courierFileName(unitName, on, digest)).toBe(name);
    expect(digestInFileName(name)).toBe('1a2b3c4d');
  });

  it('a name that somebody gave says nothing', () => {
    expect(digestInFileName('holiday.age')).toBeNull();
    expect(receiptFileName('A unit', deviceId, on)).toBe('receipts-a-unit-900001-2007-06-30.json');
  });
});

describe('[S17] a report in words', () => {
  const stretch: CarriedStretch = {
    deviceId,
    epoch: 1,
    fromSeq: 5,
    throughSeq: 9,
    newEvents: 0,
    knownEvents: 0,
    parkedEvents: 0,
    refusal: null,
    missing: null,
  };
  const report = (changes: Partial<CourierReport>): CourierReport =>
    CourierReport.parse({
      fileName: 'a.age',
      digest,
      sizeBytes: 1000,
      problem: null,
      computer: { deviceId, unitName: 'A unit', label: 'A computer', isRevoked: false },
      writtenAt: '2007-06-30T12:00:00.000Z',
      offeredBefore: null,
      stretches: [stretch],
      newEvents: 0,
      knownEvents: 0,
      parkedEvents: 0,
      ...changes,
    });

  it.each<[string, Partial<CourierReport>, string]>([
    ['what is new', { newEvents: 2, knownEvents: 3 }, 'Taken in: 2 new, 3 here already.'],
    ['that all was known', { knownEvents: 1 }, 'Everything was here already: 1 event. Nothing was changed.'],
    ['what is parked', { parkedEvents: 4 }, 'kept for a person to accept or reject'],
    [
      'a gap',
      { stretches: [{ ...stretch, refusal: 'GAP', missing: { fromSeq: 2, throughSeq: 4 } }] },
      'numbers 2 to 4',
    ],
    ['a fork', { stretches: [{ ...stretch, refusal: 'FORK' }] }, 'Both are kept.'],
    ['a broken chain', { stretches: [{ ...stretch, refusal: 'BAD_CHAIN' }] }, 'not taken in (BAD_CHAIN)'],
    ['that it came before', { offeredBefore: '2007-07-01T00:00:00.000Z' }, 'taken in on 2007-07-01 already'],
    ['that it is cut short', { problem: 'CUT_SHORT' }, 'The file was left as it is.'],
  ])('says %s', (_, changes, words) => {
    expect(courierWords(report(changes)).join('\n')).toContain(words);
  });
});
