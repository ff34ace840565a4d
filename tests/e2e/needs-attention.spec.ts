import { openKeying } from '../../electron/keying/open-keying.ts';
import { closeQuery, listQueries } from '../../electron/keying/queries.ts';
import { excludeReply } from '../../electron/postroom/exclude-reply.ts';
import { sealBatch } from '../../electron/sealing/seal-batch.ts';
import type { ReplyId } from '../../contract/records/id.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { goTo } from '../support/app-test.ts';
import { keysToTheEnd } from '../support/keyed-replies.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aBatch, aReply, BENCHES } from '../support/post-room.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, tabTo, test } from '../support/sending-test.ts';

/** Sealed, and received after the consultation closed on 31 July 2007; `finish` deals with each reply. */
function aLateBatch(desk: Desk, size: number, finish: (replyId: ReplyId) => void): void {
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: size, receivedDate: '2007-08-06' });
  for (let logged = 0; logged < size; logged += 1) {
    const late = aReply(desk, batch);
    finish(late.id);
    for (const { id } of listQueries(desk, { replyId: late.id, isOpenOnly: true })) {
      closeQuery(desk, { queryId: id, reason: 'the postmark is late' });
    }
  }
  sealBatch(desk, { batchId: batch.id });
}

test('[S11] [S13] what headquarters flags stands on the work list in plain words, and each number leads to its list', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 2);
    aLateBatch(desk, 1, (replyId) => keysToTheEnd(desk, openKeying(desk, replyId)));
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

test('[S11] of more than the work list shows it says how many there are, and leads to all of them', async ({
  page,
  unit,
}) => {
  test.setTimeout(300_000);
  await unit.begins(page, (desk) =>
    aLateBatch(desk, 203, (replyId) => excludeReply(desk, { replyId, reason: 'duplicate', note: '' })),
  );
  await goTo(page, 'Send');
  await expect(page.getByRole('main')).toContainText('needs attention 203', { timeout: 120_000 });
  const list = page.getByRole('region', { name: 'Needs attention' });
  await expect(list).toContainText(
    'These are 200 of 203: first those for which there is something to do here',
  );
  await expect(list.getByRole('row')).toHaveCount(201);
  await page.getByRole('button', { name: '203', exact: true }).press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All 203 in Replies' })).toBeFocused();
  await expectAccessible(page, 'more need attention than are shown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.page-head output')).toHaveText('203 replies');
  await expect(page.getByLabel('How far')).toHaveValue('needs-attention');
});
