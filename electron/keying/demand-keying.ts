import { PostbagError } from '../../contract/errors.ts';
import type { KeyingId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';
import type { Desk } from '../store/desk.ts';
import { readKeying, type Keying } from '../store/queries/keyings.ts';
import type { Form } from '../store/form.ts';

/**
 * The first keying, if it is this person's own.
 * @throws PostbagError REPLY_UNKNOWN, KEYED_BY_ANOTHER
 */
export function demandOwnKeying(desk: Desk, keyingId: KeyingId): Keying {
  const keying = readKeying(desk.db, keyingId);
  // A second keying goes through the checking step, which compares it.
  if (keying === undefined || keying.pass !== 1) throw new PostbagError('REPLY_UNKNOWN', {});
  if (keying.personId !== desk.person.id) {
    throw new PostbagError('KEYED_BY_ANOTHER', { keyerName: keying.personName });
  }
  return keying;
}

/**
 * The keying, if this person may change it now.
 * @throws PostbagError REPLY_UNKNOWN, KEYED_BY_ANOTHER, REPLY_SEALED, REPLY_EXCLUDED, REPLY_BEING_CHECKED
 */
export function demandChangeableKeying(desk: Desk, keyingId: KeyingId): Keying {
  const keying = demandOwnKeying(desk, keyingId);
  if (keying.isSealed) throw new PostbagError('REPLY_SEALED', { serialLabel: keying.serialLabel });
  if (keying.isExcluded) throw new PostbagError('REPLY_EXCLUDED', { serialLabel: keying.serialLabel });
  if (keying.isBeingChecked) {
    throw new PostbagError('REPLY_BEING_CHECKED', { serialLabel: keying.serialLabel });
  }
  return keying;
}

/** @throws PostbagError FIELD_UNKNOWN */
export function demandField(form: Form, field: FieldId): Field {
  const found = form.byId.get(field);
  if (found === undefined) throw new PostbagError('FIELD_UNKNOWN', { field });
  return found;
}
