import { expect, it } from 'vitest';
import { fillDiskAtRandomMoments } from './full-disk-rounds.ts';
import { whyNoSmallDisk } from './small-disk.ts';

it('a full disk refuses a save by name and keeps what was saved; with room, work goes on', async ({
  skip,
}) => {
  const found = await fillDiskAtRandomMoments(6, 'disk-test');
  if (found === null) return skip(whyNoSmallDisk);
  expect(found).toMatchObject({ blocked: 6, lost: [], damaged: [], misnamed: [] });
});
