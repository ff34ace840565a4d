import { expect, goTo, test } from '../support/app-test.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { holdCalls } from '../support/held-calls.ts';

test('a query is decided from the paper: the scan stands beside the marks, and its keys work from any box', async ({
  page,
  sample,
}) => {
  void sample;
  await goTo(page, 'Repl');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');

  const paper = page.getByRole('figure');
  const picture = paper.getByRole('img');
  await expect(picture).toHaveAttribute('alt', /^Page 1 of .* as it was scanned$/);
  await expect(picture).toHaveJSProperty('complete', true);
  // Larger, and on to where the page shows something else, from within the box for the decision.
  await page.getByLabel('What is to be looked at').focus();
  await page.keyboard.press('Shift+PageUp');
  await expect(picture).toHaveAttribute('style', /140%/);
  await page.keyboard.press('PageDown');
  await expect
    .poll(() => page.getByRole('region', { name: 'Scanned page' }).evaluate((pane) => pane.scrollTop))
    .toBeGreaterThan(0);
});

test('a quick press turns over no page that was not seen: the paper goes as far as when its pages are there', async ({
  page,
}) => {
  const pages = await holdCalls(page, 'keying.scannedPage');
  const host = await startBrowserHost({ isSample: true });
  await page.goto(host.address);
  await expect(page.getByRole('button', { name: /12 to key/ })).toBeFocused();
  await goTo(page, 'Repl');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const paper = page.getByRole('figure');
  await expect(paper).toContainText('page 1 of');
  await expect.poll(() => pages.count).toBeGreaterThan(0);
  await page.keyboard.press('PageDown');
  await expect(paper).toContainText('page 1 of');
  await page.keyboard.press('PageDown');
  await expect(paper).toContainText('page 2 of');
  pages.release();
  await expect(paper.getByRole('img')).toHaveJSProperty('complete', true);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(paper).toContainText('page 2 of');
  await host.stop();
});
