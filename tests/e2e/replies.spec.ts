import type { Page } from '@playwright/test';
import { loadShippedPack } from '../../electron/postroom/consultations/shipped-packs.ts';
import { expect, goTo, signIn, test as base } from '../support/app-test.ts';
import {
  removeFolder,
  startBrowserHost,
  temporaryFolder,
  type BrowserHost,
} from '../support/browser-host.ts';
import { fillWithReplies } from '../support/many-replies.ts';
import { prepareStore } from '../support/prepared-store.ts';

/** A store with more replies than anybody scrolls through, and Ann signed in to it. */
const test = base.extend<{ readonly many: BrowserHost }>({
  many: async ({ page }, use) => {
    const folder = temporaryFolder();
    await prepareStore(folder, (desk) => {
      loadShippedPack(desk, { file: 'cws-2007.json' });
      fillWithReplies(desk, 12_000);
    });
    const host = await startBrowserHost({ storeFolder: folder });
    await page.goto(host.address);
    await signIn(page, 'ann');
    await use(host);
    await host.stop();
    removeFolder(folder);
  },
});

const current = (page: Page) => page.locator('[aria-selected=true]');

test('12,000 replies are reached from end to end by keyboard, and only those in view are in the page', async ({
  page,
  many,
}) => {
  expect(many.address).toContain('127.0.0.1');
  await goTo(page, 'Repl');
  await expect(page.getByText('12,000 replies')).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(current(page)).toContainText('CWS-000001');
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.press('PageUp');
  await expect(current(page)).toContainText(/CWS-0000[12]\d/);
  const place = await current(page).locator('.serial').textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Reply ${place}`);
  await page.keyboard.press('Escape');
  await expect(current(page)).toContainText(place!);
  await expect(current(page)).toBeInViewport();

  // By another screen and its name, too.
  await goTo(page, 'Today');
  await goTo(page, 'Repl');
  await expect(current(page)).toContainText(place!);
  await expect(current(page)).toBeInViewport();
});

test('a reply is found by serial, name, organisation and postcode as they are typed', async ({
  page,
  many,
}) => {
  expect(many.address).toContain('127.0.0.1');
  await goTo(page, 'Repl');
  const find = page.getByRole('searchbox', { name: 'Find' });
  for (const [typed, found, count] of [
    ['CWS-4711', 'CWS-004711', '1 reply'],
    ['person777 inv', 'CWS-007778', '9 replies'],
    ['mockham', 'Mockham Council (invented)', /[\d,]+ replies/],
    ['zz33 3aa', 'ZZ33 3AA', '120 replies'],
  ] as const) {
    await find.fill(typed);
    await expect(page.getByRole('row').nth(1)).toContainText(found);
    await expect(page.locator('.page-head output')).toHaveText(count);
  }
  expect(page.url()).not.toContain('zz33');
  await page.getByLabel('Place').selectOption('excluded');
  await expect(page.locator('.page-head output')).toHaveText('0 replies');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.locator('.page-head output')).toHaveText('12,000 replies');
  await find.fill('4711');
  await expect(page.getByRole('row').nth(1)).toContainText('CWS-004711');
  await find.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reply CWS-004711');
});

test('scrolling the list leaves no gap: every row in view is filled in', async ({ page, many }) => {
  expect(many.address).toContain('127.0.0.1');
  await goTo(page, 'Repl');
  await expect(page.getByText('12,000 replies')).toBeVisible();
  const grid = page.getByRole('grid', { name: 'Replies' });
  for (const part of [0.1, 0.5, 0.9, 0.3]) {
    await grid.evaluate((element, at) => element.scrollTo(0, element.scrollHeight * at), part);
    const serial = 12_000 - Math.floor(12_000 * part);
    await expect(grid.getByText(`CWS-${String(serial).padStart(6, '0').slice(0, 4)}`).first()).toBeVisible();
    await expect(grid.getByText('…', { exact: true })).toHaveCount(0);
  }
});
