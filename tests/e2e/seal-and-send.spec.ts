import type { Page } from '@playwright/test';
import { goTo, signIn } from '../support/app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';
import { aBatch, aReply, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { aKeyedBatch } from '../support/sealed-batches.ts';
import { expect, tabTo, test as base } from '../support/sending-test.ts';

// The far end of the day, with the real headquarters on its real PostgreSQL and by keyboard alone: a batch that is
// keyed is sealed, the computer enrolled, the batch sent, the receipt shown.

const test = base.extend<{ readonly keyedBatch: undefined }>({
  keyedBatch: async ({ page }, use) => {
    const folder = temporaryFolder();
    await prepareStore(folder, (desk) => {
      loadBothConsultations(desk);
      aKeyedBatch(desk, 3);
      aReply(desk, aBatch(desk, { documentCount: 2 }));
    });
    const host = await startBrowserHost({ storeFolder: folder });
    await page.goto(host.address);
    await signIn(page, 'ann');
    await use(undefined);
    await host.stop();
    removeFolder(folder);
  },
});

async function sealTheBatch(page: Page): Promise<void> {
  await tabTo(page, /^Seal BEN Batch 0001$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText(
    'BEN Batch 0001 is sealed: 3 replies, ready to be sent.',
  );
  await expect(page.getByRole('region', { name: 'To seal' })).toBeFocused();
}

test('[S5] [S12] a keyed batch is sealed, goes by itself and is receipted, by keyboard', async ({
  page,
  headquarters,
  keyedBatch,
}) => {
  void keyedBatch;
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText(
    'received 4 = only on this computer 4 + at headquarters 0 + needs attention 0',
  );
  await expect(main).toContainText('1 of 2 logged');
  await expect(main).toContainText('1 to key');

  // Enrolled by the code that headquarters printed.
  await expect(page.getByLabel('Code from headquarters')).toBeFocused();
  await page.keyboard.type(await headquarters.newEnrolmentCode());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('This computer is enrolled');
  await expect(page.getByRole('button', { name: 'Send' })).toBeFocused();

  await sealTheBatch(page);
  await expect(main).toContainText('Every sealed reply is at headquarters and has its receipt.');
  await expect(main).toContainText(
    'received 4 = only on this computer 1 + at headquarters 3 + needs attention 0',
  );
  const receipts = page.getByRole('region', { name: 'Receipts' }).getByRole('row');
  await expect(receipts.last()).toContainText('1 – 3');
  await expect(page.getByRole('region', { name: /^Sealed, not all/ })).toHaveCount(0);

  // Whoever presses the button all the same is told that nothing is left.
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, /^Send$/);
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await expect(page.getByRole('status')).toContainText('every sealed reply has its receipt');

  const arrived = await headquarters.arrived();
  expect(arrived).toMatchObject([{ consultationId: 'example-benches', batchNumber: 1, replies: 3 }]);

  // Each number leads to its list.
  await page.getByRole('link', { name: '1', exact: true }).first().press('Enter');
  await expect(page.locator('.page-head output')).toHaveText('1 reply');
  await expect(page.getByLabel('How far')).toHaveValue('only-here');
});

test('not enrolled yet: batches are sealed all the same, and it says where the way to headquarters begins', async ({
  page,
  keyedBatch,
}) => {
  void keyedBatch;
  await goTo(page, 'Send');
  await sealTheBatch(page);
  const main = page.getByRole('main');
  await expect(main).toContainText('sealed, no receipt yet 3');
  await expect(main).toContainText(
    'This computer is not enrolled, so nothing can be sent yet. All is kept here.',
  );
  await expect(page.getByRole('button', { name: 'Send 3 replies' })).toBeDisabled();
});
