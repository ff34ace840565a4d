import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { startCluster } from '../../headquarters/database/embedded/cluster.ts';
import { expect, goTo, signIn, test as base } from '../support/app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';
import { startHeadquarters } from '../support/headquarters.ts';
import { aBatch, aReply, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { aKeyedBatch } from '../support/sealed-batches.ts';

// The far end of the day, with the real headquarters on its real PostgreSQL and by keyboard alone: a batch that is
// keyed is sealed, the computer enrolled, the batch sent, the receipt shown.

type Headquarters = Awaited<ReturnType<typeof startHeadquarters>>;

const test = base.extend<{ readonly headquarters: Headquarters; readonly unit: undefined }>({
  // Playwright reads a fixture's needs from this pattern; this one has none.
  // oxlint-disable-next-line no-empty-pattern
  headquarters: async ({}, use) => {
    const headquarters = await startHeadquarters();
    await use(headquarters);
    await headquarters.stop();
  },
  unit: async ({ page }, use) => {
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

/** Presses Tab until something of this name has the focus: whatever can be done can be reached. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = page.locator(':focus');
    const names = await focused.evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
    );
    if (names.some((text) => name.test(text))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`nothing called ${String(name)} takes the focus`);
}

test('[S5] [S12] a keyed batch is sealed, sent and receipted, by keyboard', async ({
  page,
  headquarters,
  unit,
}) => {
  void unit;
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

  await tabTo(page, /^Seal BEN Batch 0001$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText(
    'BEN Batch 0001 is sealed: 3 replies, ready to be sent.',
  );
  await expect(main).toContainText('not sealed 1 + sealed, no receipt yet 3');
  await expect(page.getByRole('region', { name: 'To seal' })).toBeFocused();

  await page.keyboard.press('Shift+Tab');
  await tabTo(page, /^Send 3 replies/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Every sealed reply is at headquarters');
  await expect(main).toContainText(
    'received 4 = only on this computer 1 + at headquarters 3 + needs attention 0',
  );
  const receipts = page.getByRole('region', { name: 'Receipts' }).getByRole('row');
  await expect(receipts).toHaveCount(2);
  await expect(receipts.last()).toContainText('1 – 3');
  await expect(page.getByRole('region', { name: /^Sealed, not all/ })).toHaveCount(0);

  const arrived = await headquarters.arrived();
  expect(arrived).toMatchObject([{ consultationId: 'example-benches', batchNumber: 1, replies: 3 }]);
});

test('headquarters that is not there: everything is kept, and it says what to do', async ({
  page,
  headquarters,
  unit,
}) => {
  void unit;
  await goTo(page, 'Send');
  await page.keyboard.type(await headquarters.newEnrolmentCode());
  await page.keyboard.press('Enter');
  await tabTo(page, /^Seal BEN Batch 0001$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText('sealed, no receipt yet 3');
  await headquarters.stop();
  await page.getByRole('button', { name: 'Send 3 replies' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('Headquarters could not be reached');
  await expect(page.getByRole('status')).toContainText('Everything is kept here.');
  await expect(page.getByRole('main')).toContainText('sealed, no receipt yet 3');
});

test('headquarters that has withdrawn this computer: it says so, and a new code is asked for in place', async ({
  page,
  headquarters,
  unit,
}) => {
  void unit;
  await goTo(page, 'Send');
  await page.keyboard.type(await headquarters.newEnrolmentCode());
  await page.keyboard.press('Enter');
  await tabTo(page, /^Seal BEN Batch 0001$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toContainText('sealed, no receipt yet 3');
  const there = new Client({ connectionString: await startCluster(headquarters.folder) });
  await there.connect();
  await there.query('update device set revoked_at = now()');
  await there.end();
  await page.getByRole('button', { name: 'Send 3 replies' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('Headquarters has withdrawn this computer.');
  const again = page.getByRole('region', { name: 'Enrol this computer again' });
  await again.getByLabel('Code from headquarters').fill(await headquarters.newEnrolmentCode());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('This computer is enrolled');
  await expect(again).toHaveCount(0);
  await page.getByRole('button', { name: 'Send 3 replies' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('Every sealed reply is at headquarters');
});
