import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsThatFit, tracksOf } from '../../../renderer/components/columns-that-fit.ts';

const columns = [
  { key: 'serial', rem: 7 },
  { key: 'kind', rem: 8, rank: 2 },
  { key: 'name', rem: 8, share: 2 },
  { key: 'batch', rem: 4, rank: 3 },
];
const keysAt = (widthRem: number): string[] | undefined =>
  columnsThatFit(columns, widthRem)?.map(({ key }) => key);

it('columns go by their rank as room grows scarce, in their order, down to cards', () => {
  expect(keysAt(100)).toEqual(['serial', 'kind', 'name', 'batch']);
  expect(keysAt(28)).toEqual(['serial', 'kind', 'name']);
  expect(keysAt(20)).toEqual(['serial', 'name']);
  expect(keysAt(10)).toBeUndefined();
});

it('more room never takes a column away', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (width, more) => {
        const few = keysAt(width) ?? [];
        const many = keysAt(width + more) ?? [];
        expect(many).toEqual(expect.arrayContaining(few));
      },
    ),
  );
});

it('a share is what is left over, above the least width', () => {
  expect(tracksOf(columns)).toBe('7rem 8rem minmax(8rem, 2fr) 4rem');
});
