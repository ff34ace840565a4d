import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStatus, Receipt, standingsOf } from '../../../contract/sync/receipt.ts';
import { eachStanding } from '../../support/each-standing.ts';

const said = fc.record({
  status: fc.constantFrom(...EventStatus.options),
  code: fc.constantFrom(null, 'LATE', 'CONFLICT'),
});

/** What is said of the events from `fromSeq` on. */
const events = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.array(said, { minLength: 1, maxLength: 30 }))
  .map(([fromSeq, each]) => each.map((one, index) => ({ seq: fromSeq + index, ...one })));

const receiptWith = (changes: Partial<Receipt>): unknown => ({
  format: 'postbag-receipt/1',
  serverId: '01890a5d-ac96-774b-bcce-b30209900001',
  serverEpoch: 1,
  deviceId: '01890a5d-ac96-774b-bcce-b30209900002',
  epoch: 1,
  throughH: '0'.repeat(64),
  asOf: 0,
  backedUpThrough: 0,
  receivedAt: '2007-04-02T09:00:00.000Z',
  ...changes,
});

describe('[S12] the standings of a receipt', () => {
  it('say of each event what was said of it, in as few stretches as there are changes', () => {
    fc.assert(
      fc.property(events, (each) => {
        const standings = standingsOf(each);
        const receipt = Receipt.parse(
          receiptWith({ fromSeq: each[0]!.seq, throughSeq: each.at(-1)!.seq, standings }),
        );
        expect(eachStanding(receipt)).toEqual(each);
        const changes = each.filter(
          ({ status, code }, index) =>
            index > 0 && (status !== each[index - 1]!.status || code !== each[index - 1]!.code),
        );
        expect(standings).toHaveLength(changes.length + 1);
      }),
    );
  });

  it('are refused with a gap, an overlap, or another end than the receipt’s', () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.constantFrom(-1, 1), fc.boolean(), (each, which, by, isEnd) => {
        const standings = standingsOf(each);
        const changed = standings.map((standing, index) =>
          index !== which % standings.length
            ? standing
            : isEnd
              ? { ...standing, throughSeq: standing.throughSeq + by }
              : { ...standing, fromSeq: standing.fromSeq + by },
        );
        const receipt = receiptWith({
          fromSeq: each[0]!.seq,
          throughSeq: each.at(-1)!.seq,
          standings: changed,
        });
        expect(Receipt.safeParse(receipt).success).toBe(false);
      }),
    );
  });
});
