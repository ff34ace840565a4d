import { describe, expect, it } from 'vitest';
import { addressOfPlace, readPlace } from '../../../renderer/headquarters/place.ts';

describe('the page’s addresses', () => {
  it('are read as they were written, whatever a unit is called', () => {
    const only = { unit: 'A & B? #1 = “ü”', consultation: 'one' };
    expect(readPlace(addressOfPlace('/work', only))).toEqual({ screen: '/work', only });
  });

  it('narrow nothing by what isn’t given', () => {
    expect(addressOfPlace('/replies', { unit: null, batch: undefined, part: '' })).toBe('#/replies');
  });

  it('begin with what has arrived', () => {
    expect(readPlace('')).toEqual({ screen: '/', only: {} });
    expect(readPlace('#')).toEqual({ screen: '/', only: {} });
  });
});
