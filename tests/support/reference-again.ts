import type { Page } from '@playwright/test';
import type { Mark } from '../../contract/records/mark.ts';
import { ConsultationId } from '../../contract/records/id.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { keysFirst, plans } from './checked-replies.ts';
import { benAndCara } from './differing-replies.ts';
import { keyboardKeyer } from './keyboard-keyer.ts';
import { referencePack } from './reference-form.ts';
import { logReferenceReplies, referenceMarks } from './reference-reply.ts';

// The second keying of the reference reply: its closed items, by a different person, blind.

const closed = fieldsOf(referencePack()).filter((field) => field.isClosed);

/** What of the reference reply is keyed again. */
export const referenceMarksAgain: Readonly<Record<string, Mark>> = {
  ...Object.fromEntries(closed.map(({ id }) => [id, referenceMarks[id]!])),
  'lamp.acknowledge': referenceMarks['lamp.acknowledge']!,
};

/** Reference replies that Ben has keyed, for Ann to key again: the closed items. */
export async function prepareReferenceRepliesAgain(
  desk: Desk,
  session: Session,
  howMany: number,
): Promise<void> {
  const replies = logReferenceReplies(desk, howMany);
  plans(desk, {}, ConsultationId.parse('reference'));
  const { ben } = await benAndCara(desk, session);
  for (const { id } of replies) keysFirst(ben, id, referenceMarks);
}

/**
 * Keys the closed items of the reference reply again by real presses, from the first field to the end, which finishes
 * it. The reply must be open on the screen.
 * @returns how many presses weren't text
 */
export async function keyReferenceReplyAgain(page: Page): Promise<number> {
  const keyer = keyboardKeyer(page);
  for (const field of closed) {
    if (field === closed.at(-1)) await keyer.press('F10');
    await keyer.keyField(field, referenceMarks[field.id]!);
  }
  return keyer.presses;
}
