import { insertStorePlace, readStorePlace } from '../../electron/store/queries/store-places.ts';
import { goTo } from '../support/app-test.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, tabTo, test } from '../support/sending-test.ts';

test('[S7] after an ordinary restore Send says so and nothing of another copy, until a supervisor has read it', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 2);
    insertStorePlace(desk.db, {
      ...readStorePlace(desk.db)!,
      mark: '0'.repeat(32),
      why: 'restored',
      noticedAtMs: desk.nowMs(),
      backupMadeAtMs: desk.nowMs(),
      setAside: null,
      unsentReplies: 0,
    });
  });
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText('at headquarters 2', { timeout: 90_000 });
  const panel = page.getByRole('region', { name: 'Sending goes on in a new series' });
  await expect(panel).toContainText('This store had been put back from a backup. Series 2 began.');
  await expect(main).not.toContainText('Another copy of this store has sent');
  await expect(main).not.toContainText('Headquarters has more');
  await expectAccessible(page, 'a new series after a restore');
  const ownButton = panel.getByRole('button', { name: 'I have read this' });
  await tabTo(page, /^Carry it by hand$/);
  for (let presses = 0; presses < 40; presses += 1) {
    if (await ownButton.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(ownButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  await page.reload();
  await expect(main).toContainText('at headquarters 2');
  await expect(panel).toHaveCount(0);
});
