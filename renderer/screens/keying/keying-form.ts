import type { ConsultationPack } from '../../../contract/records/consultation-pack.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf, type Field } from '../../../contract/rules/fields.ts';

/** A pack as the screen keys it. Made once a pack; everything in it stays the same object while keying. */
export interface KeyingForm {
  readonly pack: ConsultationPack;
  /** The whole form in the paper's order, without the lamps: where a question stands, and what leads past it. */
  readonly paper: readonly Field[];
  /** What is keyed, in the same order: all of it, but in a second keying only what was drawn. */
  readonly fields: readonly Field[];
  readonly lamps: readonly Field[];
  readonly byId: ReadonlyMap<FieldId, Field>;
}

export function keyingFormOf(pack: ConsultationPack): KeyingForm {
  const fields = fieldsOf(pack);
  const lamps = lampsOf(pack);
  return { pack, paper: fields, fields, lamps, byId: byId([...fields, ...lamps]) };
}

/** The same form with nothing in it but these fields: what is keyed again. */
export function onlyThese(form: KeyingForm, wanted: readonly FieldId[]): KeyingForm {
  const isWanted = ({ id }: Field): boolean => wanted.includes(id);
  const fields = form.fields.filter(isWanted);
  const lamps = form.lamps.filter(isWanted);
  return { ...form, fields, lamps, byId: byId([...fields, ...lamps]) };
}

const byId = (fields: readonly Field[]): ReadonlyMap<FieldId, Field> =>
  new Map(fields.map((field) => [field.id, field]));
