import { openKeying } from '../../electron/keying/open-keying.ts';
import { closeQuery, listQueries } from '../../electron/keying/queries.ts';
import { sealBatch } from '../../electron/sealing/seal-batch.ts';
import { goTo } from '../support/app-test.ts';
import { keysToTheEnd } from '../support/keyed-replies.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aBatch, aReply, BENCHES } from '../support/post-room.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, tabTo, test } from '../support/sending-test.ts';

test('[S11] [S13] what headquarters flags stands on the work list in plain words, and each number leads to its list', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 2);
    // The consultation closed on 31 July 2007.
    const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 1, receivedDate: '2007-08-06' });
    const late = aReply(desk, batch);
    keysToTheEnd(desk, openKeying(desk, late.id));
    for (const { id } of listQueries(desk, { replyId: late.id, isOpenOnly: true })) {
      closeQuery(desk, { queryId: id, reason: 'the postmark is late' });
    }
    sealBatch(desk, { batchId: batch.id });
  });
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText(
    'received 3 = only on this computer 0 + at headquarters 2 + needs attention 1',
    { timeout: 60_000 },
  );
  const list = page.getByRole('region', { name: 'Needs attention' });
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list).toContainText('This reply came after the closing date.');
  await expect(list).toContainText('There is nothing to do here.');
  await expectAccessible(page, 'a reply needs attention');
  await page.getByRole('button', { name: '1', exact: true }).press('Enter');
  await expect(list).toBeFocused();
  await tabTo(page, /^BEN-000003$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reply BEN-000003');
  await expect(page.getByRole('region', { name: 'Revisions' })).toContainText(
    'At headquarters. This reply came after the closing date.',
  );
  await page.goBack();
  await main.getByRole('link', { name: '2', exact: true }).press('Enter');
  await expect(page.locator('.page-head output')).toHaveText('2 replies');
  await page.getByLabel('How far').selectOption('needs-attention');
  await expect(page.locator('.page-head output')).toHaveText('1 reply');
});
