import type { PackHash } from '../../../contract/records/id.ts';
import type { FieldId } from '../../../contract/records/mark.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import type { ReadableDb } from '../db.ts';
import { readPack } from './consultations.ts';

interface NamedField {
  readonly name: string;
  /** In the form's order, lamps last, from 0. */
  readonly position: number;
}

// Asked for at every line of a list. The hash is the pack's content, so nothing here can go stale.
const fieldsOfPacks = new Map<PackHash, ReadonlyMap<FieldId, NamedField>>();

function namedFields(db: ReadableDb, packHash: PackHash): ReadonlyMap<FieldId, NamedField> {
  let named = fieldsOfPacks.get(packHash);
  if (named === undefined) {
    const pack = readPack(db, packHash);
    const fields = pack === undefined ? [] : [...fieldsOf(pack), ...lampsOf(pack)];
    named = new Map(fields.map((each, position) => [each.id, { name: fieldName(each), position }]));
    fieldsOfPacks.set(packHash, named);
  }
  return named;
}

/** What people call a field on the form that a reply was keyed with; the id itself where that form has none such. */
export function readFieldName(db: ReadableDb, packHash: PackHash, field: FieldId): string {
  return namedFields(db, packHash).get(field)?.name ?? field;
}

/** Where a field stands on the form that a reply was keyed with; at its end where that form has none such. */
export function readFieldPosition(db: ReadableDb, packHash: PackHash, field: FieldId): number {
  return namedFields(db, packHash).get(field)?.position ?? Number.MAX_SAFE_INTEGER;
}
