import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptFailures } from './kept-failures.ts';
import { playSeed } from './play.ts';
import { runSchedule } from './run-schedule.ts';
import { aStage } from './stage.ts';

// The short run of the state-machine test; `npm run soak` is the long one (docs/soak.md).

let stage: Awaited<ReturnType<typeof aStage>>;
beforeAll(async () => {
  stage = await aStage();
});
afterAll(() => stage.strike());

const seeds = Array.from({ length: 15 }, (_, index) => 1 + index);

describe('[S2] [S5] [S6] [S7] [S8] [S10] [S11] [S13] [S14] [S15] [S17] [S18] three units and headquarters, whatever happens', () => {
  it.each(seeds)('schedule of seed %i', { timeout: 180_000 }, async (seed) => {
    expect((await playSeed(stage, seed)).failure).toBeNull();
  });

  it('a reply with a comment of 32 MB, and two behind it', { timeout: 180_000 }, async () => {
    await runSchedule(stage, [
      { do: 'seal', store: 0, replies: 2, consultation: 0 },
      { do: 'poison', store: 0, what: 'huge', n: 0 },
      { do: 'seal', store: 0, replies: 2, consultation: 0 },
      { do: 'send', store: 0, faults: [{ at: 2, kind: 'answer lost', n: 0 }] },
    ]);
  });

  it(
    'headquarters dies with each of its queries done, a COPY among them, and nobody has heard',
    { timeout: 180_000 },
    async () => {
      for (let n = 0; n < 12; n += 1) {
        await runSchedule(stage, [
          { do: 'seal', store: 0, replies: 2, consultation: 0 },
          { do: 'send', store: 0, faults: [{ at: 1, kind: 'headquarters dies after', n }] },
        ]);
      }
    },
  );

  it.each(keptFailures)('once failed: $what', { timeout: 180_000 }, async ({ schedule }) => {
    await runSchedule(stage, schedule);
  });
});
