import type { FieldId } from '../../records/field-id.ts';
import type { RekeyPlan } from '../../records/rekey-plan.ts';
import type { Field } from '../fields.ts';
import { isDrawn } from './draw.ts';

/** A field to be keyed again, and why: the plan names it, it was drawn, or everything is keyed again. */
export interface RekeyedField {
  readonly id: FieldId;
  readonly because: 'always' | 'drawn' | 'in-full';
}

/**
 * The fields of one reply that a second person keys, in the form's order.
 * @param fields of the form, lamps included
 * @param isInFull a new keyer's batch, or one whose drawn fields failed
 */
export function rekeyedFields(
  plan: RekeyPlan,
  fields: readonly Field[],
  replyId: string,
  isInFull: boolean,
): readonly RekeyedField[] {
  return fields.flatMap(({ id, isClosed }): RekeyedField[] => {
    const isAlways = plan.always === 'closed' ? isClosed : plan.always.includes(id);
    if (isAlways) return [{ id, because: 'always' }];
    if (isDrawn(plan.seed, replyId, id, plan.drawnPerThousand)) return [{ id, because: 'drawn' }];
    return isInFull ? [{ id, because: 'in-full' }] : [];
  });
}
