import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareName, mayBeSameSender } from '../../../contract/rules/same-sender.ts';

const nobody = { name: 'Dr. José O’Hara (invented)', postcode: 'XX1 1XX' };

describe('the same sender', () => {
  it.each([
    ['another title', { name: 'Mr José O’Hara (invented)', postcode: 'XX1 1XX' }],
    ['no accent, a straight quote, capitals', { name: "JOSE O'HARA (INVENTED)", postcode: 'xx11xx' }],
  ])('%s', (_, other) => expect(mayBeSameSender(nobody, other)).toBe(true));

  it.each([
    ['another name', { name: 'Jo O’Hara (invented)', postcode: 'XX1 1XX' }],
    ['another house', { name: 'José O’Hara (invented)', postcode: 'XX1 1XY' }],
    ['no name', { name: '', postcode: 'XX1 1XX' }],
    ['no postcode', { name: 'José O’Hara (invented)', postcode: '' }],
  ])('not with %s', (_, other) => expect(mayBeSameSender(nobody, other)).toBe(false));

  it('doesn’t depend on who is asked first, and a name says who it is', () => {
    const sender = fc.record({ name: fc.string(), postcode: fc.string() });
    fc.assert(
      fc.property(sender, sender, (one, other) => {
        expect(mayBeSameSender(one, other)).toBe(mayBeSameSender(other, one));
        expect(bareName(bareName(one.name))).toBe(bareName(one.name));
      }),
    );
  });
});
