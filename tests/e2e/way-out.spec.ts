import { expect, goTo, test } from '../support/app-test.ts';

// From anywhere to anywhere by keyboard, without a press that does something else on the way.

test('out of the form by Esc, and by Tab to Sign out: nothing is keyed on the way', async ({
  page,
  sample,
}) => {
  void sample;
  await page.keyboard.press('Enter');
  const name = page.locator('[data-field="name"]');
  await expect(name.locator('input')).toBeFocused();
  await page.keyboard.press('Escape');
  const signOut = page.getByRole('button', { name: 'Sign out' });
  const isThere = () => signOut.evaluate((button) => button === document.activeElement);
  for (let presses = 0; presses < 40 && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
  await expect(signOut).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CWS-000001');
  await expect(page.locator('.keying-form')).not.toContainText('blank');
});

test('F6 puts the focus at the beginning of the screen that it goes to', async ({ page, sample }) => {
  void sample;
  for (const screen of ['Queries', 'People', 'Consultations']) {
    await goTo(page, screen);
    await expect(page.getByRole('main')).toBeFocused();
  }
  await goTo(page, 'Today');
  await expect(page.getByRole('button', { name: /12 to key/ })).toBeFocused();
});
