import { fillDiskAtRandomMoments } from '../../faults/full-disk-rounds.ts';
import { whyNoSmallDisk } from '../../faults/small-disk.ts';
import type { Figure } from '../figure.ts';
import { runSeed } from '../run-seed.ts';

const rounds = 100;

/** A disk that fills under a keyer: refused by name, tried again, done when there is room, and nothing lost. */
export const diskFull: Figure = {
  name: 'disk.full',
  about: `saves lost in ${rounds} rounds of a disk that fills under a keyer, a third of them with a restart`,
  async measure() {
    const seed = runSeed();
    const found = await fillDiskAtRandomMoments(rounds, seed);
    if (found === null) return { skipped: whyNoSmallDisk };
    const { blocked, acknowledged, lost, damaged, misnamed } = found;
    return {
      ours: lost.length,
      reference: null,
      unit: 'lost',
      notes: [
        `${acknowledged} acknowledged, entry blocked in ${blocked} rounds`,
        `seed ${seed}`,
        lost[0],
        damaged[0],
        misnamed[0],
      ],
      limits: [
        { what: 'lost', value: lost.length, atMost: 0 },
        { what: 'damaged', value: damaged.length, atMost: 0 },
        { what: 'refusals that did not say “disk full”', value: misnamed.length, atMost: 0 },
        { what: 'rounds in which entry was not blocked', value: rounds - blocked, atMost: 0 },
      ],
    };
  },
};
