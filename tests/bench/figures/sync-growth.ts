import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { median } from '../quantile.ts';
import { fillEvents } from '../sync/fill-headquarters.ts';
import { lots, sealInvented } from '../sync/sealed-unit.ts';
import { aUnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';

const sends = 9;
const repliesASend = 200;

/** Whether a send of 200 replies takes longer because a million are there already. */
export const syncGrowth: Figure = {
  name: 'sync.growth',
  about: 'a send of 200 replies with 1,000,000 at headquarters, against one with 1,000',
  async measure() {
    await using opened = new Opened();
    const unit = await aUnitAndHeadquarters(opened);
    const draw = lots(2);
    const timesOfSends = async (): Promise<number> => {
      const times: number[] = [];
      // The first of them warms up, and isn't counted.
      for (let send = 0; send <= sends; send += 1) {
        sealInvented(unit.desk, repliesASend, draw);
        const ms = await unit.sends();
        await unit.allRead();
        if (send > 0) times.push(ms);
      }
      return median(times);
    };
    await fillEvents(unit.database, 1_000);
    const few = await timesOfSends();
    await fillEvents(unit.database, 1_000_000);
    const many = await timesOfSends();
    return {
      ours: many,
      reference: few,
      unit: 'ms',
      notes: [
        `${sends} sends of ${repliesASend}`,
        'the million are events, places, standings and replies of 2.6 KB',
      ],
      limits: [{ what: 'ratio', value: many / few, atMost: 1.2 }],
    };
  },
};
