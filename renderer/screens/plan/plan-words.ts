import type { RekeyPlan } from '../../../contract/records/rekey-plan.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';

/** A plan in words, a sentence each for what is keyed again and when. */
export function planWords(plan: RekeyPlan, fields: readonly Field[]): readonly string[] {
  const { drawnPerThousand, newKeyerBatches, mostWrong } = plan;
  const percent = (drawnPerThousand / 10).toLocaleString('en-GB');
  return [
    alwaysWords(plan.always, fields),
    drawnPerThousand === 0
      ? 'Of the other fields none is drawn.'
      : drawnPerThousand === 1000
        ? 'All other fields are keyed again too.'
        : `Of the other fields ${percent} in 100 are drawn, by the seed “${plan.seed}”.`,
    newKeyerBatches === 0
      ? 'A new keyer’s batches are treated like all others.'
      : `Everything is keyed again in the first ${newKeyerBatches === 1 ? 'batch' : `${newKeyerBatches} batches`} of a keyer who is new.`,
    mostWrong === 0
      ? 'A batch is keyed again in full as soon as one of its drawn fields was wrong.'
      : `A batch is keyed again in full when more than ${mostWrong} of its drawn fields were wrong.`,
  ];
}

function alwaysWords(always: RekeyPlan['always'], fields: readonly Field[]): string {
  if (always === 'closed') {
    return 'The closed fields of every reply are keyed again: ticks, lamps, numbers and dates.';
  }
  if (always.length === 0) return 'No field is keyed again in every reply.';
  const names = always.map((id) => {
    const field = fields.find((one) => one.id === id);
    return field === undefined ? id : fieldName(field);
  });
  return `Keyed again in every reply: ${names.join(', ')}.`;
}

/** How many of a batch's fields are drawn, on average. */
export function drawnInBatch(plan: RekeyPlan, fields: readonly Field[], replies: number): number {
  const isAlways = (field: Field): boolean =>
    plan.always === 'closed' ? field.isClosed : plan.always.includes(field.id);
  const others = fields.filter((field) => !isAlways(field)).length;
  return Math.round((others * replies * plan.drawnPerThousand) / 1000);
}
