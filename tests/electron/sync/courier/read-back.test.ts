import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { courierPlaces } from '../../../../electron/sync/courier/places.ts';
import { readBack } from '../../../../electron/sync/courier/read-back.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../../../faults/small-disk.ts';
import { aStick } from '../../../support/courier.ts';
import type { Stick } from '../../../support/courier.ts';

let stick: Stick;
beforeEach(() => void (stick = aStick()));
afterEach(() => stick.clear());

async function bytesOf(file: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readBack(file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('[S17] reading back from the disk', () => {
  it.each([0, 1, 511, 512, 4096, 262_143, 262_144, 262_145, 1_000_003])(
    'gives all of a file of %i bytes',
    async (size) => {
      const bytes = randomBytes(size);
      const file = path.join(stick.folder, 'file');
      writeFileSync(file, bytes, { flush: true });
      expect((await bytesOf(file)).equals(bytes)).toBe(true);
    },
  );

  it('works where the memory can’t be gone round', async ({ skip }) => {
    const disk = mountSmallDisk(1);
    if (disk === null) return skip(whyNoSmallDisk);
    const bytes = randomBytes(300_001);
    const file = path.join(disk.folder, 'file');
    writeFileSync(file, bytes);
    const read = await bytesOf(file);
    disk.remove();
    expect(read.equals(bytes)).toBe(true);
  });

  it('a file that isn’t there is refused by the system’s name', async () => {
    await expect(bytesOf(path.join(stick.folder, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('places for a courier file', () => {
  it('hold the folder that was used last, with what is free there, as long as it is there', async () => {
    const places = await courierPlaces(stick.folder);
    const place = places.find(({ folder }) => folder === stick.folder);
    expect(place).toMatchObject({ kind: 'last-used', name: path.basename(stick.folder) });
    expect(place!.freeBytes).toBeGreaterThan(0);
    const gone = await courierPlaces(path.join(stick.folder, 'no-more'));
    expect(gone.map(({ folder }) => folder)).not.toContain(path.join(stick.folder, 'no-more'));
  });
});
