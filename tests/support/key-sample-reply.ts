import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Mark } from '../../contract/records/mark.ts';
import { SamplePost } from '../../contract/records/sample-post.ts';
import type { Field } from '../../contract/rules/fields.ts';
import type { KeyboardKeyer } from './keyboard-keyer.ts';
import { currentRow, isOn } from './keying-test.ts';
import { resourcesFolder } from './resources-folder.ts';

/** The sample post as it ships: what each sheet says is in `expected`. */
export function samplePost(): SamplePost {
  const text = readFileSync(join(resourcesFolder, 'sample-post/sample-post.json'), 'utf8');
  return SamplePost.parse(JSON.parse(text));
}

type Expected = Readonly<Record<string, Mark>>;

/** Lights the lamps that the sheet asks for. */
export async function lightLamps(keyer: KeyboardKeyer, expected: Expected): Promise<void> {
  if (expected['lamp.confidential']) await keyer.press('F9');
  const contact = expected['lamp.contact'];
  if (contact) await keyer.press('Shift+F9');
  if (contact?.kind === 'value' && contact.value === 'no') await keyer.press('Shift+F9');
  if (expected['lamp.acknowledge']) await keyer.press('F10');
}

/** Keys a reply of the sample post, from the first of these fields to the end, which finishes it. */
export async function keySampleReply(
  page: Page,
  keyer: KeyboardKeyer,
  fields: readonly Field[],
  expected: Expected,
): Promise<void> {
  await lightLamps(keyer, expected);
  const reason = expected['lamp.confidential.reason'];
  if (reason?.kind === 'value') {
    await keyer.press('F6');
    await keyer.type('c');
    await keyer.press('Enter');
    await isOn(page, 'lamp.confidential.reason');
    await keyer.type(String(reason.value));
    await keyer.press('Enter');
  }
  for (const field of fields) {
    const mark = expected[field.id];
    if (mark === undefined) continue;
    if ((await currentRow(page).getAttribute('data-field')) !== field.id) {
      // Keyed although the form sends the reader past it: gone to by its number.
      await keyer.press('F6');
      await keyer.type(field.questionNumber ?? field.label);
      await keyer.press('Enter');
    }
    await keyer.keyField(field, mark);
  }
}
