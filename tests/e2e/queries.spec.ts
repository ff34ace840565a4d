import type { Desk } from '../../electron/store/desk.ts';
import { raiseQuery } from '../../electron/keying/queries.ts';
import { goTo, signIn } from '../support/app-test.ts';
import { benAndCara } from '../support/differing-replies.ts';
import { holdAnswers } from '../support/held-calls.ts';
import { expect, message, test } from '../support/keying-test.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aFullBatch, aQueryId, loadBothConsultations } from '../support/post-room.ts';

// Three people sign in, and axe looks at each screen twice: a busy machine takes its time.
test.setTimeout(180_000);

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
  await expect(page.getByRole('main')).toBeFocused();
  await expect(message(page)).toContainText('3 queries are closed: Late replies count: decided on 3 July');

  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(heading).toHaveText('Queries: 3 open');
});

test('the cursor stands in the next reason though the list knows sooner than the button that a query is closed', async ({
  page,
  unit,
}) => {
  const answers = await holdAnswers(page, 'queries.close');
  await unit(aPileOfQueries);
  await goTo(page, 'Queries');
  const heading = page.getByRole('heading', { level: 1 });
  const reason = page.getByLabel('What was found, and why the query can be closed');
  await reason.focus();
  for (const open of [3, 2]) {
    const found = `Two of us read it, ${open} are left`;
    answers.hold();
    await page.keyboard.type(found);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(`Queries: ${open} open`);
    await expect(reason).toBeFocused();
    await expect(reason).toHaveValue('');
    expect(answers.count).toBe(1);
    answers.release();
    await expect(message(page)).toContainText(`is closed: ${found}`);
    await expect(reason).toBeFocused();
  }
});

test('a query is taken, given and given back; only whose it is ends it, and a supervisor any', async ({
  page,
  unit,
}) => {
  await unit(async (desk, session) => {
    aPileOfQueries(desk);
    await benAndCara(desk, session);
  });
  await goTo(page, 'Queries');
  // Ann gives the first to Cara and takes the second, a late one.
  const give = page.getByLabel('Give it to');
  await expect(page.getByText('Whose it is: nobody has taken it.')).toBeVisible();
  await give.focus();
  await page.keyboard.type('Cara');
  await expect(page.getByText('Whose it is: Cara Specimen (invented).')).toBeVisible();
  const option = page.getByRole('option', { name: /CWS-000002/ });
  await page.getByRole('option', { name: /CWS-000001/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(option).toBeFocused();
  const take = page.getByRole('button', { name: 'Take it' });
  await take.press('Enter');
  const back = page.getByRole('button', { name: 'Give it back' });
  await expect(back).toBeFocused();
  const mine = page.getByRole('radio', { name: /Mine \d/ });
  await expect(mine).toHaveAccessibleName(/Mine 1/);
  await page.getByRole('radio', { name: /All \d/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(mine).toBeChecked();
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText([/CWS-000002.*yours/]);
  await expectAccessible(page, 'queries, mine');
  // Given back it leaves the list, and the focus isn't left behind.
  await back.press('Enter');
  await expect(page.getByText('No open query is yours.')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();

  // Ben can end neither Cara’s nor what a supervisor decides, and is told why.
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await signIn(page, 'ben');
  await goTo(page, 'Queries');
  const reason = page.getByLabel('What was found, and why the query can be closed');
  await expect(
    page.getByText('Cara Specimen (invented) looks at it. A supervisor can give it to you.'),
  ).toBeVisible();
  await expect(reason).toHaveCount(0);
  await page.getByRole('option', { name: /CWS-000003/ }).press('Enter');
  await expect(page.getByText('A supervisor decides this one.')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await signIn(page, 'cara');
  await goTo(page, 'Queries');
  await expect(back).toBeVisible();
  await reason.focus();
  await page.keyboard.type('Both of us read it');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queries: 3 open');
});
