import { inOrder } from '../../contract/rules/field-order.ts';
import { fieldsOf, type Field } from '../../contract/rules/fields.ts';
import { newestPack } from '../../electron/store/queries/consultations.ts';
import { keySampleReply, samplePost } from '../support/key-sample-reply.ts';
import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { expect, message, test, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, CWS, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import { storedMarks } from '../support/reference-reply.ts';

// A trace of thousands of key presses costs more than the presses.
test.use({ trace: 'off' });

test('every reply of the sample post is keyed, and stored as a careful keyer would have it', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  const post = samplePost();
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
    await keySampleReply(page, keyer, fields, expected);
    await expect(message(page)).toContainText(`${serial} is keyed.`);
  }
  await host.stop();
  const stored = await readStore(folder, storedMarks);
  for (const [index, { id, expected }] of post.replies.entries()) {
    expect.soft(stored[index], `sample reply ${id}`).toEqual(expected);
  }
});
