import { expect, test, goTo, signIn } from '../support/app-test.ts';

const passphrase = 'four plain words here';

test('a unit creates its store, signs out, is slowed down by a wrong passphrase and signs in again, by keyboard', async ({
  page,
  host,
}) => {
  expect(host.output()).toContain('for a browser on this computer');
  await expect(page.getByLabel('Name of the unit')).toBeFocused();
  for (const entry of ['Test unit', 'Ada Example', 'ada', passphrase, passphrase]) {
    await page.keyboard.type(entry);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.keyboard.type('ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a wrong passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The next try is taken in 1 s');
  await expect(async () => {
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible({ timeout: 5000 });
  }).toPass();
});

test('sample post opens with one button, and three invented people can sign in', async ({ page, host }) => {
  await expect(page.getByRole('heading', { name: 'Create the unit’s store' })).toBeVisible();
  expect(host.address).toContain('127.0.0.1');
  await page.getByRole('button', { name: 'Try it with sample post' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Sample post: thrown away at the end')).toBeVisible();
  for (const name of ['ben', 'cara', 'ann']) {
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await signIn(page, name);
  }
});

test('a locked screen holds nothing of what it showed, and gives the place back', async ({
  page,
  sample,
}) => {
  expect(sample.output()).toContain('Ctrl+C');
  await goTo(page, 'People');
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible();
  await page.getByRole('button', { name: 'Lock the screen' }).press('Enter');
  await expect(page.getByRole('heading', { name: /Locked by Ann/ })).toBeVisible();
  expect(await page.content()).not.toContain('Cara Specimen');
  await page.keyboard.type('sample post only');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible();
});
