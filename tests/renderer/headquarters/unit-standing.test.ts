import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplyPart, type BatchStanding } from '../../../contract/headquarters/arrived.ts';
import { DeviceId } from '../../../contract/sync/ids.ts';
import { byUnit, comparedWithCount, sumOf } from '../../../renderer/headquarters/arrived/unit-standing.ts';

const count = fc.nat({ max: 500 });
const parts = fc.record(
  Object.fromEntries(ReplyPart.options.map((part) => [part, count])) as Record<ReplyPart, typeof count>,
);
const aBatch: fc.Arbitrary<BatchStanding> = fc
  .record({
    unitName: fc.constantFrom('Unit A', 'Unit B', 'Unit'),
    consultationId: fc.constantFrom('one', 'A one'),
    counted: fc.option(count),
    parts,
  })
  .map((given) => ({
    ...given,
    deviceId: DeviceId.parse('01890a5d-ac96-774b-bcce-b30209900009'),
    deviceLabel: 'Invented computer',
    // What isn't filed in a batch has no count either.
    batchId: given.counted === null ? null : 'a batch',
    batchNumber: null,
    channel: null,
    receivedDate: null,
    received: ReplyPart.options.reduce((sum, part) => sum + given.parts[part], 0),
    missingSerials: [],
  }));

describe('what a unit counted and what is here', () => {
  it('always adds up: counted + beyond = received + missing, and received is the sum of its parts', () => {
    fc.assert(
      fc.property(fc.array(aBatch), (batches) => {
        const total = sumOf('', '', batches);
        expect(total.counted + total.beyond).toBe(total.received + total.missing);
        expect(ReplyPart.options.reduce((sum, part) => sum + total.parts[part], 0)).toBe(total.received);
      }),
    );
  });

  it('is the same whether summed at once or by unit and consultation', () => {
    fc.assert(
      fc.property(fc.array(aBatch), (batches) => {
        const total = sumOf('', '', batches);
        const lines = byUnit(batches);
        for (const figure of ['batches', 'counted', 'beyond', 'received', 'missing'] as const) {
          expect(lines.reduce((sum, line) => sum + line[figure], 0)).toBe(total[figure]);
        }
        expect(new Set(lines.map((line) => `${line.unitName}|${line.consultationId}`)).size).toBe(
          lines.length,
        );
      }),
    );
  });

  it('one batch too many doesn’t hide another that is short', () => {
    expect(comparedWithCount({ counted: 10, received: 9 })).toEqual({ missing: 1, beyond: 0 });
    expect(comparedWithCount({ counted: 10, received: 12 })).toEqual({ missing: 0, beyond: 2 });
    expect(comparedWithCount({ counted: null, received: 3 })).toEqual({ missing: 0, beyond: 3 });
  });
});
