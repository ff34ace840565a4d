import { cutPowerAtRandomMoments } from '../../faults/power-cut-rounds.ts';
import type { Figure } from '../figure.ts';
import { runSeed } from '../run-seed.ts';

const replays = 400;

/**
 * Power cuts on the program's own store code. The reference is the negative control: the same program with
 * synchronous=NORMAL, which must lose. If it didn't, losing nothing would prove nothing.
 */
export const crashPower: Figure = {
  name: 'crash.power',
  about: `replays of ${replays} that lost a save when unsynced writes were dropped or torn; reference: synchronous=NORMAL`,
  async measure() {
    const seed = runSeed();
    const options = { replays, acts: 3000, seed };
    const full = await cutPowerAtRandomMoments({ ...options, isControl: false });
    const control = await cutPowerAtRandomMoments({ ...options, isControl: true });
    if (full === null || control === null) return { skipped: 'it needs Linux and a C compiler (cc)' };
    return {
      ours: full.lost.length,
      reference: control.lost.length,
      unit: 'replays',
      notes: [
        `${full.replays} replays over ${full.syncs} fsyncs (control: ${control.syncs})`,
        `seed ${seed}`,
        full.lost[0],
        full.damaged[0],
      ],
      limits: [
        { what: 'lost', value: full.lost.length, atMost: 0 },
        { what: 'damaged', value: full.damaged.length, atMost: 0 },
        {
          what: 'replays of the control that lost nothing',
          value: replays - control.lost.length,
          atMost: replays - 1,
        },
      ],
    };
  },
};
