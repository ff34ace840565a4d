import { PostbagError } from '../../contract/errors.ts';
import type { KeyingId } from '../../contract/records/id.ts';
import type { FieldId } from '../../contract/records/mark.ts';
import type { Field } from '../../contract/rules/fields.ts';
import type { Desk } from '../store/desk.ts';
import { formOf, type Form } from '../store/form.ts';
import { readKeying, type Keying } from '../store/queries/keyings.ts';
import { readRekeying } from '../store/queries/rekeyings.ts';

/** A second keying with its form and the fields of it that are keyed again, in the form's order. */
export interface SecondKeying {
  readonly keying: Keying;
  readonly form: Form;
  readonly fields: readonly Field[];
}

/**
 * The second keying, if it is this person's own and its reply is still here.
 * @throws PostbagError REPLY_UNKNOWN, KEYED_BY_ANOTHER, REPLY_SEALED, REPLY_EXCLUDED
 */
export function demandOwnSecondKeying(desk: Desk, keyingId: KeyingId): SecondKeying {
  const { db } = desk;
  const keying = readKeying(db, keyingId);
  if (keying === undefined || keying.pass !== 2) throw new PostbagError('REPLY_UNKNOWN', {});
  const { personName, serialLabel } = keying;
  if (keying.personId !== desk.person.id)
    throw new PostbagError('KEYED_BY_ANOTHER', { keyerName: personName });
  if (keying.isSealed) throw new PostbagError('REPLY_SEALED', { serialLabel });
  if (keying.isExcluded) throw new PostbagError('REPLY_EXCLUDED', { serialLabel });
  const form = formOf(db, keying.packHash);
  const drawn = new Set<FieldId>(readRekeying(db, keying.replyId)?.fields.map(({ id }) => id));
  return { keying, form, fields: [...form.byId.values()].filter(({ id }) => drawn.has(id)) };
}
