import { expect, it } from 'vitest';
import { runSocketRounds } from './sockets/socket-rounds.ts';

// A handful; `npm run soak -- --sockets 200` is the long run (docs/soak.md).
it(
  '[S5] [S6] [S9] [S18] over real sockets, cut and killed on the way, nothing receipted is lost and nothing is doubled',
  { timeout: 240_000 },
  async () => {
    const figures = await runSocketRounds({
      rounds: 4,
      // One by which each of the four falls into bytes that every round has.
      seed: 388,
      befalls: ['headquarters killed up', 'device killed down', 'cut up', 'headquarters killed down'],
    });
    expect(figures.rounds).toBe(4);
    expect(figures.sprung).toBe(4);
    expect(figures.atHeadquarters).toBe(figures.eventsSealed);
    expect(figures.eventsSealed).toBeGreaterThan(0);
  },
);
