import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldId } from '../../../../contract/records/field-id.ts';
import type { RekeyPlan } from '../../../../contract/records/rekey-plan.ts';
import { isDrawn } from '../../../../contract/rules/checking/draw.ts';
import { rekeyedFields } from '../../../../contract/rules/checking/rekeyed-fields.ts';
import { fieldsOf, lampsOf } from '../../../../contract/rules/fields.ts';
import { wilson } from '../../../../contract/rules/quality/wilson.ts';
import { referencePack } from '../../../support/reference-form.ts';

const fields = [...fieldsOf(referencePack()), ...lampsOf(referencePack())];
const plan: RekeyPlan = {
  always: 'closed',
  drawnPerThousand: 100,
  seed: 'a seed',
  newKeyerBatches: 5,
  mostWrong: 0,
};

const sixtyFour = (seed: string, reply: string, field: string) =>
  Array.from({ length: 64 }, (_, index) => isDrawn(seed, `${reply}${index}`, field, 500)).join();

describe('the draw', () => {
  it.each([0, 1, 50, 100, 500, 999, 1000])('draws %i in a thousand, whatever the seed', (perThousand) => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const replies = Array.from({ length: 4_000 }, (_, index) => `reply-${index}`);
        const drawn = replies.filter((reply) => isDrawn(seed, reply, 'q1.comment', perThousand)).length;
        // Wider than 95 %: many seeds are tried, and each may be one of the unlucky.
        const { low, high } = wilson(drawn, replies.length)!;
        const slack = 3 * (high - low);
        expect(perThousand / 1000).toBeGreaterThanOrEqual(low - slack);
        expect(perThousand / 1000).toBeLessThanOrEqual(high + slack);
      }),
      { numRuns: 20 },
    );
  });

  it('is the same each time, and another for another seed, reply or field', () => {
    const drawn = sixtyFour('a', 'r', 'f');
    expect(sixtyFour('a', 'r', 'f')).toBe(drawn);
    expect(sixtyFour('b', 'r', 'f')).not.toBe(drawn);
    expect(sixtyFour('a', 's', 'f')).not.toBe(drawn);
    expect(sixtyFour('a', 'r', 'g')).not.toBe(drawn);
  });
});

describe('what is keyed again', () => {
  it('is all closed fields, and of the others those that are drawn', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 1000 }), (replyId, drawnPerThousand) => {
        const rekeyed = rekeyedFields({ ...plan, drawnPerThousand }, fields, replyId, false);
        for (const field of fields) {
          const because = rekeyed.find(({ id }) => id === field.id)?.because ?? null;
          const isDrawnField = isDrawn(plan.seed, replyId, field.id, drawnPerThousand);
          expect(because).toBe(field.isClosed ? 'always' : isDrawnField ? 'drawn' : null);
        }
      }),
    );
  });

  it('is everything in full, in the form’s order, each field once', () => {
    const rekeyed = rekeyedFields(plan, fields, 'some reply', true);
    expect(rekeyed.map(({ id }) => id)).toEqual(fields.map(({ id }) => id));
  });

  it('is what the plan names, and nothing else where nothing is drawn', () => {
    const named = fieldId('name');
    const rekeyed = rekeyedFields(
      { ...plan, always: [named], drawnPerThousand: 0 },
      fields,
      'some reply',
      false,
    );
    expect(rekeyed).toEqual([{ id: named, because: 'always' }]);
  });
});
