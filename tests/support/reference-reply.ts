import type { Page } from '@playwright/test';
import type { Mark } from '../../contract/records/mark.ts';
import type { Reply } from '../../contract/records/reply.ts';
import { inOrder } from '../../contract/rules/field-order.ts';
import { fieldsOf } from '../../contract/rules/fields.ts';
import { loadPack } from '../../electron/postroom/consultations/load-pack.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { allRows } from '../../electron/store/db.ts';
import type { KeyingId } from '../../contract/records/id.ts';
import { ConsultationId } from '../../contract/records/id.ts';
import { readMarks } from '../../electron/store/queries/marks.ts';
import { keyboardKeyer } from './keyboard-keyer.ts';
import { aBatch, aReply, keysNothingAgain } from './post-room.ts';
import { referencePack, referencePackText } from './reference-form.ts';

// The reference reply of the key count: seven lines of name and address, type 7 of 12, eight questions of which
// two are blank, three comments, acknowledgement asked for. Invented.

const says = (value: string): Mark => ({ kind: 'value', value });
const blank: Mark = { kind: 'blank' };

/** What is meant, by field, in the order of the form; the lamp is lit on the way. */
export const referenceMarks: Readonly<Record<string, Mark>> = {
  name: says('Nobody Inparticular (invented)'),
  organisation: says('The Invented Bench Society'),
  address1: says('1 Invented Street'),
  address2: says('Inventington'),
  address3: says('Near Nowhere'),
  address4: says('Inventedshire'),
  postcode: says('XX1 1XX'),
  type: says('type-7'),
  'q1.tick': says('agree'),
  'q2.tick': says('disagree'),
  'q3.tick': says('not-sure'),
  'q4.tick': blank,
  'q5.tick': says('agree'),
  'q6.tick': says('agree'),
  'q7.tick': blank,
  'q8.tick': says('disagree'),
  'q9.comment': says('We would welcome it.\n\nIn two paragraphs.'),
  'q10.comment': says('Nothing “more” — but that.'),
  'q11.comment': says('Thank you for asking.'),
  'lamp.acknowledge': says('yes'),
};

/** Loads the reference form and logs replies on it, in a store that is being prepared. */
export function prepareReferenceReplies(desk: Desk, howMany: number): void {
  logReferenceReplies(desk, howMany);
}

export function logReferenceReplies(desk: Desk, howMany: number): readonly Reply[] {
  loadPack(desk, { text: referencePackText() });
  keysNothingAgain(desk, ConsultationId.parse('reference'));
  const batch = aBatch(desk, {
    consultationId: ConsultationId.parse('reference'),
    documentCount: howMany,
  });
  return Array.from({ length: howMany }, () => aReply(desk, batch));
}

/**
 * Keys the reference reply by real presses, from the first field to the end, which finishes it. The reply must be
 * open on the screen.
 * @returns how many presses weren't text
 */
export async function keyReferenceReply(page: Page): Promise<number> {
  const keyer = keyboardKeyer(page);
  for (const field of inOrder(fieldsOf(referencePack()), 'as-on-paper')) {
    const mark = referenceMarks[field.id];
    // The text beside *Other* isn't asked, and advancing passes it by.
    if (mark === undefined) continue;
    if (field.id === 'q9.comment') await keyer.press('F10');
    await keyer.keyField(field, mark);
  }
  return keyer.presses;
}

/** The marks of the first keyings in a store, in the order in which they were begun. */
export function storedMarks(desk: Desk): readonly Readonly<Record<string, Mark>>[] {
  return marksOfPass(desk, 1);
}

/** The same of the second keyings. */
export function storedAgain(desk: Desk): readonly Readonly<Record<string, Mark>>[] {
  return marksOfPass(desk, 2);
}

function marksOfPass(desk: Desk, pass: 1 | 2): readonly Readonly<Record<string, Mark>>[] {
  const keyings = allRows<{ id: KeyingId }>(desk.db, 'SELECT id FROM keying WHERE pass = @pass ORDER BY id', {
    pass,
  });
  return keyings.map(({ id }) =>
    Object.fromEntries(Object.entries(readMarks(desk.db, id)).map(([field, saved]) => [field, saved.mark])),
  );
}
