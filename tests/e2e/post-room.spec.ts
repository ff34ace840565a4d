import type { Page } from '@playwright/test';
import { expect, goTo, test } from '../support/app-test.ts';

const line = (page: Page) => page.locator('.batch-line > p').first();
const nextSerial = (page: Page) => page.locator('.serial-large');
const list = (page: Page) => page.getByRole('grid', { name: /Replies of the batch/ });

/** Opens a batch from the post room: the cursor stands in the count. */
async function openBatch(page: Page, documentCount: number): Promise<void> {
  await goTo(page, 'Post');
  await expect(page.getByRole('textbox', { name: 'Replies counted' })).toBeFocused();
  await page.keyboard.type(String(documentCount));
  await page.keyboard.press('Enter');
  await expect(nextSerial(page)).toBeVisible();
}

test('a batch is opened, logged, put right and set aside by keyboard alone, and adds up at every step', async ({
  page,
  sample,
}) => {
  expect(sample.address).toContain('127.0.0.1');
  await openBatch(page, 4);
  await expect(line(page)).toHaveText('received 0 = keyed 0 + excluded 0 + outstanding 0');
  await expect(nextSerial(page)).toHaveText('CWS-000015');

  // A questionnaire of four pages is two keys: the figure and Enter.
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await expect(nextSerial(page)).toHaveText('CWS-000016');
  await expect(page.getByRole('status').last()).toContainText('CWS-000015 is logged');
  await expect(page.getByRole('textbox', { name: 'Pages' }).first()).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Pages' }).first()).toHaveValue('');

  await page.keyboard.press('2');
  await page.keyboard.press('l');
  await page.keyboard.press('Enter');
  await expect(nextSerial(page)).toHaveText('CWS-000017');

  // P asks for the signatures next.
  await page.keyboard.press('9');
  await page.keyboard.press('p');
  await expect(page.getByRole('textbox', { name: 'Signatures' }).first()).toBeFocused();
  await page.keyboard.type('212');
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveText('received 3 = keyed 0 + excluded 0 + outstanding 3');
  await expect(list(page).getByRole('row').nth(1)).toContainText('CWS-000017');
  await expect(list(page).getByRole('row').nth(1)).toContainText('Petition');

  // Into the list, to the second line, into its panel; the reason by arrows; and back in the list.
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'The current reply' });
  await expect(panel).toContainText('CWS-000016');
  await panel.getByRole('radio', { name: 'Duplicate of another reply' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveText('received 3 = keyed 0 + excluded 1 + outstanding 2');
  await expect(list(page)).toBeFocused();
  await expect(panel).toContainText('Not a reply');

  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveText('received 3 = keyed 0 + excluded 0 + outstanding 3');

  // The fourth fills the batch; one more asks for the count to be corrected first.
  await list(page).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Pages' }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('All 4 replies counted are logged.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Key this batch' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Replies counted' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(nextSerial(page)).toHaveText('CWS-000019');
  await expect(page.getByRole('textbox', { name: 'Pages' }).first()).toBeFocused();
});

test('each number of the adding-up line leads to its list, and the list keeps its place', async ({
  page,
  sample,
}) => {
  expect(sample.address).toContain('127.0.0.1');
  await page
    .getByRole('link', { name: /outstanding 12/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Replies' })).toBeVisible();
  await expect(page.getByText('12 replies')).toBeVisible();
  await expect(page.getByLabel('Place')).toHaveValue('outstanding');
  await page.keyboard.press('ArrowDown');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reply CWS-000009');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Place')).toHaveValue('outstanding');
  await expect(page.locator('[aria-selected=true]')).toContainText('CWS-000009');
});

test('a batch that is keyed once leads to its second keying, not to a seal that it can’t have', async ({
  page,
  sample,
}) => {
  void sample;
  await goTo(page, 'Post');
  await page.getByRole('grid', { name: 'Batches, newest first' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Batch 0005');
  await expect(page.getByRole('button', { name: 'Key it again on the Checking screen' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CWS-000013');
});

test('the header slip and the tracking sheet print in black on A4, and nothing else does', async ({
  page,
  sample,
}) => {
  expect(sample.address).toContain('127.0.0.1');
  await openBatch(page, 2);
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await expect(nextSerial(page)).toHaveText('CWS-000016');
  // The platform's own print window can't be answered by a test; everything before it is real.
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.getByRole('button', { name: 'Print the header slip' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.header-slip')).toBeVisible();
  await expect(page.locator('.header-slip')).toContainText('CWS-000015 to CWS-000015');
  await expect(page.locator('.header-slip')).toContainText('2 counted, 1 logged');
  await expect(page.getByRole('heading', { level: 1, name: /^Batch/ })).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.getByRole('button', { name: 'Print the tracking sheet' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.tracking-sheet')).toContainText(
    'received 1 = keyed 0 + excluded 0 + outstanding 1',
  );
  const [red, green, blue] = await page
    .locator('.tracking-sheet td')
    .first()
    .evaluate((cell) => getComputedStyle(cell).color.match(/\d+/g)!.map(Number));
  expect([red, green, blue]).toEqual([0, 0, 0]);
});
