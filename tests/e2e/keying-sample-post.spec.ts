import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SamplePost } from '../../contract/records/sample-post.ts';
import { inOrder } from '../../contract/rules/field-order.ts';
import { fieldsOf, type Field } from '../../contract/rules/fields.ts';
import { newestPack } from '../../electron/store/queries/consultations.ts';
import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { currentRow, expect, isOn, message, test, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, CWS, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import { storedMarks } from '../support/reference-reply.ts';
import { resourcesFolder } from '../support/resources-folder.ts';

// A trace of thousands of key presses costs more than the presses.
test.use({ trace: 'off' });

test('all twelve replies of the sample post are keyed, and stored as a careful keyer would have them', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  const post = SamplePost.parse(
    JSON.parse(readFileSync(join(resourcesFolder, 'sample-post/sample-post.json'), 'utf8')),
  );
  let fields: readonly Field[] = [];
  const { host, folder } = await unit((desk) => {
    loadBothConsultations(desk);
    fields = inOrder(fieldsOf(newestPack(desk.db, CWS)!.pack), 'as-on-paper');
    for (const { receivedDate, channel, kind, signatures, enclosures } of post.replies) {
      const batch = aBatch(desk, { documentCount: 1, receivedDate, channel });
      aReply(desk, batch, { kind, signatures, enclosures });
    }
  });
  await toKeying(page);
  const keyer = keyboardKeyer(page, { insertsComments: true });
  for (const [index, { expected }] of post.replies.entries()) {
    const serial = `CWS-${String(index + 1).padStart(6, '0')}`;
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(serial);
    if (expected['lamp.confidential']) await keyer.press('F9');
    if (expected['lamp.contact']) await keyer.press('Shift+F9');
    const contact = expected['lamp.contact'];
    if (contact?.kind === 'value' && contact.value === 'no') await keyer.press('Shift+F9');
    if (expected['lamp.acknowledge']) await keyer.press('F10');
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
    await expect(message(page)).toContainText(`${serial} is keyed.`);
  }
  await host.stop();
  const stored = await readStore(folder, storedMarks);
  for (const [index, { id, expected }] of post.replies.entries()) {
    expect.soft(stored[index], `sample reply ${id}`).toEqual(expected);
  }
});
