import { killAtRandomMoments } from '../../faults/kill-rounds.ts';
import type { Figure } from '../figure.ts';
import { runSeed } from '../run-seed.ts';

const rounds = 200;

/** SIGKILL while a scripted keyer types, against what it was told was saved. */
export const crashKill: Figure = {
  name: 'crash.kill',
  about: `saves lost in ${rounds} rounds of SIGKILL at random moments, against the acknowledged ones`,
  async measure() {
    const seed = runSeed();
    const { acknowledged, lost, damaged } = await killAtRandomMoments(rounds, seed);
    return {
      ours: lost.length,
      reference: null,
      unit: 'lost',
      notes: [`${acknowledged} acknowledged in ${rounds} rounds`, `seed ${seed}`, lost[0], damaged[0]],
      limits: [
        { what: 'lost', value: lost.length, atMost: 0 },
        { what: 'damaged', value: damaged.length, atMost: 0 },
      ],
    };
  },
};
