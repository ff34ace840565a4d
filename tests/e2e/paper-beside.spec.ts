import { expect, goTo, test } from '../support/app-test.ts';

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
