import type { Desk } from '../../electron/store/desk.ts';
import { raiseQuery } from '../../electron/keying/queries.ts';
import { goTo } from '../support/app-test.ts';
import { expect, message, test } from '../support/keying-test.ts';
import { aFullBatch, aQueryId, loadBothConsultations } from '../support/post-room.ts';

function aPileOfQueries(desk: Desk): void {
  loadBothConsultations(desk);
  const { replies } = aFullBatch(desk, 4);
  for (const [index, kind] of (['illegible', 'late', 'late', 'late'] as const).entries()) {
    raiseQuery(desk, { queryId: aQueryId(), replyId: replies[index]!.id, field: null, kind, text: '' });
  }
}

test('queries are ended with a reason by keyboard, the late ones by one decision, and can be opened again', async ({
  page,
  unit,
}) => {
  await unit(aPileOfQueries);
  await goTo(page, 'Queries');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Queries: 4 open');
  const reason = page.getByLabel('What was found, and why the query can be closed');
  await expect(page.getByRole('button', { name: /^Close all/ })).toHaveCount(0);

  await reason.focus();
  await page.keyboard.type('Two of us read it');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Queries: 3 open');

  // The cursor stands in the reason of the next one: no hunting for the place.
  await expect(reason).toBeFocused();
  await expect(reason).toHaveValue('');
  await page.keyboard.type('Late replies count: decided on 3 July');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Close all 3 that came late' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('No query is open.')).toBeVisible();
  await expect(message(page)).toContainText('3 queries are closed: Late replies count: decided on 3 July');

  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(heading).toHaveText('Queries: 3 open');
});
