import type { Page } from '@playwright/test';

/** Shows every screen of the app in turn, on a host whose folder has no store yet, and calls `visit` on each. */
export async function forEachScreen(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
  const to = async (hash: string): Promise<void> => {
    await page.evaluate((next) => {
      location.hash = next;
    }, hash);
  };
  await heading('Create the unit’s store').waitFor();
  await visit('create-store');
  await page.getByRole('button', { name: 'Try it with sample post' }).click();
  await page.getByText('Sample post: thrown away at the end').waitFor();

  await heading('Today').waitFor();
  await page
    .getByText(/received \d+/)
    .first()
    .waitFor();
  await visit('today');
  for (const [name, hash] of [
    ['post-room', '#/post-room'],
    ['consultations', '#/consultations'],
    ['replies', '#/replies'],
    ['queries', '#/queries'],
    ['decisions', '#/decisions'],
    ['decided-about-my-keying', '#/decisions/mine'],
    ['send', '#/send'],
    ['carry-by-hand', '#/send/courier'],
    ['quality', '#/quality'],
    ['day-sheet', '#/day-sheet'],
    ['plan-of-second-keying', '#/consultations/cws-2007/plan'],
    ['audit', '#/audit'],
    ['people', '#/people'],
    ['backups', '#/backups'],
  ] as const) {
    await to(hash);
    await heading(new RegExp(name.replaceAll('-', ' '), 'i')).waitFor();
    await page.waitForLoadState('networkidle');
    await visit(name);
  }

  await to('#/post-room');
  await page.getByRole('main').getByRole('link', { name: /batch/i }).first().click();
  await page.waitForURL(/post-room\/./);
  await page.getByText('CWS-0000').first().waitFor();
  await visit('batch');
  await to('#/replies');
  await page
    .getByRole('main')
    .getByRole('link', { name: /CWS-000/ })
    .first()
    .click();
  await page.waitForURL(/replies\/./);
  await heading(/CWS-000/).waitFor();
  await visit('reply');

  // The sample has replies to key again: the screen leads to the first of them.
  await to('#/checking');
  await page.waitForURL(/checking\/./);
  await page.getByText('CWS-000013').first().waitFor();
  await visit('checking');

  await to('#/keying');
  await page.waitForURL(/keying\/./);
  await page.getByText('CWS-000001').first().waitFor();
  await visit('keying');
  await page.keyboard.press('F1');
  await page.getByRole('dialog').waitFor();
  await visit('keying-all-keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await to('#/people');
  await page.getByRole('button', { name: 'Lock the screen' }).click();
  await heading(/Locked by/).waitFor();
  await visit('locked');
  await page.getByRole('button', { name: 'Somebody else' }).click();
  await heading('Sign in').waitFor();
  await visit('sign-in');
}
