import { describe, expect, it } from 'vitest';
import { placeChange, type StorePlace } from '../../../contract/sync/store-place.ts';

const before: StorePlace = { folder: '/unit', machine: 'desk-1', fileNumber: '77' };

describe('[S7] a store that is opened', () => {
  it.each([
    ['for the first time', null, before, false, 'first'],
    ['where it was', before, before, true, 'same'],
    [
      'where it was, on a file system that numbers its files anew each time',
      before,
      { ...before, fileNumber: '5' },
      true,
      'same',
    ],
    ['after its folder was renamed', before, { ...before, folder: '/unit-2007' }, false, 'moved'],
    [
      'after it was moved to another disk',
      before,
      { ...before, folder: '/disk/unit', fileNumber: '5' },
      false,
      'moved',
    ],
    ['by another way to the same file', before, { ...before, folder: '/link' }, true, 'moved'],
    [
      'beside the store that it was copied from',
      before,
      { ...before, folder: '/copy', fileNumber: '78' },
      true,
      'copied',
    ],
    [
      'beside another, where files have no numbers',
      { ...before, fileNumber: '0' },
      { ...before, folder: '/copy', fileNumber: '0' },
      true,
      'copied',
    ],
    ['on another computer', before, { ...before, machine: 'desk-2' }, false, 'copied'],
    [
      'on another computer in a folder of the same name',
      before,
      { ...before, machine: 'desk-2', fileNumber: '5' },
      true,
      'copied',
    ],
  ] as const)('%s', (_, was, now, isStillThere, change) => {
    expect(placeChange(was, now, isStillThere)).toBe(change);
  });
});
