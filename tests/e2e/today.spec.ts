import { excludeReply } from '../../electron/postroom/exclude-reply.ts';
import { sealBatch } from '../../electron/sealing/seal-batch.ts';
import { expect, goTo, signIn, test } from '../support/app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';
import { aBatch, aFullBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';

test('Enter starts what waits first', async ({ page, sample }) => {
  expect(sample.address).toContain('127.0.0.1');
  await page.keyboard.press('Enter');
  await page.waitForURL(/keying\/./);
  await expect(page.getByText('CWS-000001').first()).toBeVisible();
});

test('two consultations stand side by side: adding up, by channel, and what is only on this computer', async ({
  page,
}) => {
  const folder = temporaryFolder();
  await prepareStore(folder, (desk) => {
    loadBothConsultations(desk);
    const { batch, replies } = aFullBatch(desk, 2);
    for (const { id } of replies) excludeReply(desk, { replyId: id, reason: 'not-a-reply', note: '' });
    sealBatch(desk, { batchId: batch.id });
    const email = aBatch(desk, { channel: 'email', documentCount: 5 });
    for (let logged = 0; logged < 3; logged++) aReply(desk, email);
    aReply(desk, aBatch(desk, { consultationId: BENCHES, documentCount: 1 }));
  });
  const host = await startBrowserHost({ storeFolder: folder });
  await page.goto(host.address);
  await signIn(page, 'ann');

  const work = page.getByRole('region', { name: 'What waits' });
  await expect(work.getByRole('listitem')).toHaveText([
    /3 to key.*CWS/,
    /1 to key.*BEN/,
    /2 counted, to log.*CWS/,
    /2 sealed, to send.*CWS/,
  ]);
  const cws = page.getByRole('region', { name: /Children’s Workforce Strategy/ });
  await expect(cws.locator('.standing-line')).toHaveText('received 5 = keyed 0 + excluded 2 + outstanding 3');
  await expect(cws.getByRole('list', { name: 'By channel' }).getByRole('listitem')).toHaveText([
    /Post.*received 2 = keyed 0 \+ excluded 2 \+ outstanding 0/,
    /E-mail.*received 3 = keyed 0 \+ excluded 0 \+ outstanding 3/,
  ]);
  await expect(cws).toContainText('Closed on Saturday 30 June 2007');
  await expect(cws).toContainText('5 = not sealed 3 + sealed, no receipt yet 2');
  await cws.getByRole('link', { name: '2', exact: true }).click();
  await expect(page.getByText('2 replies')).toBeVisible();
  await expect(page.getByLabel('How far')).toHaveValue('sealed');

  // Each consultation's own day sheet, and not the first one's.
  await goTo(page, 'Today');
  await page
    .getByRole('region', { name: /Benches on the Green/ })
    .getByRole('link', { name: 'Day sheet' })
    .press('Enter');
  await expect(page.getByRole('heading', { name: /^Benches on the Green/ })).toBeVisible();
  await host.stop();
  removeFolder(folder);
});
