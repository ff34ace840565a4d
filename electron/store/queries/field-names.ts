import type { PackHash } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import type { ReadableDb } from '../db.ts';
import { readPack } from './consultations.ts';

// Asked for at every line of a list. The hash is the pack's content, so nothing here can go stale.
const namesOfPacks = new Map<PackHash, ReadonlyMap<FieldId, string>>();

/** What people call a field on the form that a reply was keyed with; the id itself where that form has none such. */
export function readFieldName(db: ReadableDb, packHash: PackHash, field: FieldId): string {
  let names = namesOfPacks.get(packHash);
  if (names === undefined) {
    const pack = readPack(db, packHash);
    const fields = pack === undefined ? [] : [...fieldsOf(pack), ...lampsOf(pack)];
    namesOfPacks.set(packHash, (names = new Map(fields.map((each) => [each.id, fieldName(each)]))));
  }
  return names.get(field) ?? field;
}
