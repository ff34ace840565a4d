import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';

/** A pack as the screen keys it. Made once a pack; everything in it stays the same object while keying. */
export interface KeyingForm {
  readonly pack: ConsultationPack;
  /** In the paper's order, without the lamps. */
  readonly fields: readonly Field[];
  readonly lamps: readonly Field[];
  readonly byId: ReadonlyMap<FieldId, Field>;
}

export function keyingFormOf(pack: ConsultationPack): KeyingForm {
  const fields = fieldsOf(pack);
  const lamps = lampsOf(pack);
  return { pack, fields, lamps, byId: new Map([...fields, ...lamps].map((field) => [field.id, field])) };
}
