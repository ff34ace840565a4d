import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { takeTurns } from '../rounds.ts';
import { aPouchdbPeer } from '../sync/pouchdb-peer.ts';
import { lots, repliesARound, repliesASecond, sealInvented } from '../sync/sealed-unit.ts';
import { aUnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';

const rounds = 8;

/** What a unit would wait if it were PouchDB that carried its replies, which fsyncs on neither side. */
export const syncPeer: Figure = {
  name: 'sync.peer',
  about:
    'replies a second from the store to the filed receipt, against PouchDB’s replication of the same documents',
  async measure() {
    await using opened = new Opened();
    const peer = await aPouchdbPeer(opened);
    if (typeof peer === 'string') return { skipped: peer };
    const { desk, sends, allRead } = await aUnitAndHeadquarters(opened);
    const draw = lots(4);
    const documents = sealInvented(desk, repliesARound, draw);
    const asThey = (batchSize: number | 'default') => async (): Promise<readonly number[]> => [
      await peer.replicates(documents, batchSize),
    ];
    const sides = await takeTurns(rounds, {
      ours: async () => {
        const { ms } = await sends();
        await allRead();
        sealInvented(desk, repliesARound, draw);
        return [ms];
      },
      usual: asThey('default'),
      by100: asThey(100),
      by500: asThey(500),
      by1000: asThey(1_000),
    });
    const { ours, usual, by100, by500, by1000 } = sides;
    const best = Math.min(usual.p50, by100.p50, by500.p50, by1000.p50);
    const told = [by100, by500, by1000].map(({ p50 }) => Math.round(repliesASecond(p50))).join(', ');
    return {
      ours: repliesASecond(ours.p50),
      reference: repliesASecond(usual.p50),
      unit: 'replies/s',
      notes: [`PouchDB by batches of 100, 500, 1000: ${told} replies/s`],
      limits: [
        { what: 'ratio to its default batches', value: usual.p50 / ours.p50, atLeast: 4 },
        { what: 'ratio to its best', value: best / ours.p50, atLeast: 3 },
      ],
    };
  },
};
