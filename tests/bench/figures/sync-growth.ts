import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { takeTurns } from '../rounds.ts';
import type { Side } from '../rounds.ts';
import { fillEvents } from '../sync/fill-headquarters.ts';
import { lots, sealInvented } from '../sync/sealed-unit.ts';
import { aUnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';
import type { UnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';

const rounds = 40;
const repliesASend = 200;

/** Whether a send of 200 replies takes longer because a million are there already. */
export const syncGrowth: Figure = {
  name: 'sync.growth',
  about: 'a send of 200 replies with 1,000,000 at headquarters, against one with 1,000',
  async measure() {
    await using opened = new Opened();
    // Both are there before either is filled: a headquarters that has just been started clears away less of its own.
    const large = await aUnitAndHeadquarters(opened);
    const small = await aUnitAndHeadquarters(opened);
    await fillEvents(large.database, 1_000_000);
    await fillEvents(small.database, 1_000);
    const { ours, reference } = await takeTurns(rounds, { ours: sendsOf(large), reference: sendsOf(small) });
    return {
      ours: ours.p50,
      reference: reference.p50,
      unit: 'ms',
      notes: [
        `${rounds} sends of ${repliesASend} to each of two headquarters, in turn`,
        'the million are events, places, standings and replies of 2.6 KB',
      ],
      limits: [{ what: 'ratio', value: ours.p50 / reference.p50, atMost: 1.2 }],
    };
  },
};

/** What is sent is sealed before it is timed, and read by headquarters before the other has its turn. */
function sendsOf({ desk, sends, allRead }: UnitAndHeadquarters): Side {
  const draw = lots(2);
  return async () => {
    sealInvented(desk, repliesASend, draw);
    const { ms } = await sends();
    await allRead();
    return [ms];
  };
}
