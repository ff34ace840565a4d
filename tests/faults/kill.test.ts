import { expect, it } from 'vitest';
import { killAtRandomMoments } from './kill-rounds.ts';

it('a program killed while somebody types has every save that it acknowledged, and adds up', async () => {
  const { acknowledged, lost, damaged } = await killAtRandomMoments(4, 'kill-test');
  expect(acknowledged).toBeGreaterThan(0);
  expect(lost).toEqual([]);
  expect(damaged).toEqual([]);
});
