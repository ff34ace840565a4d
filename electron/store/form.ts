import type { ConsultationPack } from '../../contract/records/consultation-pack.ts';
import type { PackHash } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import { fieldsOf, lampsOf, type Field } from '../../contract/rules/fields.ts';
import type { ReadableDb } from './db.ts';
import { readPack } from './queries/consultations.ts';

/** A pack unrolled for keying: its fields in the paper's order, and all of them, lamps included, by id. */
export interface Form {
  readonly pack: ConsultationPack;
  readonly fields: readonly Field[];
  readonly byId: ReadonlyMap<FieldId, Field>;
}

// A form is asked for at every save. The hash is the pack's content, so nothing here can go stale.
const forms = new Map<PackHash, Form>();

export function formOf(db: ReadableDb, packHash: PackHash): Form {
  let form = forms.get(packHash);
  if (form === undefined) {
    const pack = readPack(db, packHash);
    // The store's foreign key from keying to pack makes this impossible.
    if (pack === undefined) throw new Error(`no pack ${packHash}`);
    const fields = fieldsOf(pack);
    const byId = new Map([...fields, ...lampsOf(pack)].map((field) => [field.id, field]));
    forms.set(packHash, (form = { pack, fields, byId }));
  }
  return form;
}
