import type { Page } from '@playwright/test';
import { goTo, signIn } from '../support/app-test.ts';
import { aBatchKeyedTwice, manyDifferences, type KeyedTwice } from '../support/differing-replies.ts';
import { expect, message, test } from '../support/keying-test.ts';
import { says } from '../support/keyed-replies.ts';
import { expectAccessible } from '../support/looked-at.ts';

// Ben has keyed, Cara has keyed again, and both stand by theirs. Ann decides, by keys alone.

// Three people sign in, and axe looks at each screen twice: a busy machine takes its time.
test.setTimeout(180_000);

const comment = (text: string) => ({ 'q4.comment': says(text) });
const wordsDiffer: KeyedTwice = {
  first: { type: says('resident'), 'q2.entry': says('3'), ...comment('More benches by the big pond please') },
  second: { type: says('trader'), 'q2.entry': says('8'), ...comment('More benches by a pond please now') },
};
const tickDiffers: KeyedTwice = {
  first: { type: says('visitor') },
  second: { type: says('resident') },
};

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const pane = (page: Page) => page.locator('.decision-pane');
const isAt = async (page: Page, name: RegExp): Promise<void> => {
  await expect(pane(page)).toHaveAccessibleName(name);
  await expect(pane(page)).toBeFocused();
};

async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await signIn(page, name);
}

test('a third person decides by keys: the first, the second, neither; for ticks and for text', async ({
  page,
  unit,
}) => {
  await unit((desk, session) => aBatchKeyedTwice(desk, session, [wordsDiffer, tickDiffers]));
  await expect(page.getByRole('link', { name: /4 to decide/ })).toBeVisible();
  await goTo(page, 'Decisions');
  await expect(heading(page)).toHaveText('Decisions: 4 to decide');

  await expect(page.getByRole('figure').getByRole('img')).toHaveAttribute('alt', /^Page 1 of BEN-000001/);

  // Ticks: two of them on the paper. The fault proposes itself.
  await isAt(page, /BEN-000001 Which describes you best/);
  await page.keyboard.press('3');
  await expect(page.getByRole('group', { name: 'What the paper says' })).toBeFocused();
  await page.keyboard.press('1');
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /T the paper: two ticks/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('charged to the paper: two ticks where one was asked. Raised:');
  await expect(message(page)).toContainText('2 ticks where one was asked');

  // Numbers: the first counts. The fault is proposed, and is the second keyer's.
  await isAt(page, /BEN-000001 Question 2/);
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('Nothing is decided yet');
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: /K the second keyer/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText(
    'Question 2: the first keying counts; charged to the second keyer.',
  );

  // A comment: what differs is marked word by word; neither is right, and is put right from the first.
  await isAt(page, /BEN-000001 Question 4, Comments/);
  const first = page.getByRole('button', { name: /First keying/ });
  await expect(first.locator('mark')).toHaveText([/≠.*the/, /\+.*big/, /‸.*left out here/]);
  await expect(page.getByRole('button', { name: /Second keying/ }).locator('mark')).toHaveText([
    /≠.*a/,
    /‸.*left out here/,
    /\+.*now/,
  ]);
  await page.keyboard.press('3');
  const text = page.getByLabel('What the paper says');
  await expect(text).toBeFocused();
  await expect(text).toHaveValue('More benches by the big pond please');
  await page.keyboard.press('Control+Enter');
  await expect(pane(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('That is what the first keyer has. Press 1 for it.');
  await page.keyboard.press('3');
  await expect(text).toBeFocused();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' now');
  await page.keyboard.press('Control+Enter');
  await expect(pane(page)).toBeFocused();
  await page.keyboard.press('i');
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText(
    'neither counts, the paper was typed; charged to the paper: it can’t be read',
  );

  await isAt(page, /BEN-000002 Which describes you best/);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});

test('the last decision is taken back, from the screen and from the message line', async ({ page, unit }) => {
  await unit((desk, session) => aBatchKeyedTwice(desk, session, [wordsDiffer]));
  await goTo(page, 'Decisions');
  await isAt(page, /Which describes/);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await isAt(page, /Question 2/);
  await page.keyboard.press('Control+z');
  await expect(message(page)).toContainText('taken back. It waits to be decided again.');
  await isAt(page, /Which describes/);
  await expect(heading(page)).toHaveText('Decisions: 3 to decide');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await isAt(page, /Question 2/);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await isAt(page, /Which describes/);
});

test('a decision too many for the draw says that the batch is keyed again in full', async ({
  page,
  unit,
}) => {
  await unit((desk, session) =>
    aBatchKeyedTwice(desk, session, [wordsDiffer], { always: [], drawnPerThousand: 1000 }),
  );
  await goTo(page, 'Decisions');
  await isAt(page, /Which describes/);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('the whole batch is keyed again in full');
});

test('a keyer contests a decision once, with a reason, and a supervisor decides again', async ({
  page,
  unit,
}) => {
  await unit((desk, session) => aBatchKeyedTwice(desk, session, [tickDiffers]));
  await goTo(page, 'Decisions');
  await isAt(page, /Which describes you best/);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();

  await signInAs(page, 'ben');
  // What Ann was told, and could undo, isn't said to him.
  await expect(message(page)).toBeEmpty();
  await goTo(page, 'Decisions');
  // He keyed it himself: nothing of it is his to decide.
  await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();
  await page.getByRole('link', { name: 'Decided about my keying' }).press('Enter');
  await expect(page.getByRole('option', { name: /BEN-000001/ })).toContainText('charged to you');
  const details = page.getByRole('region', { name: /BEN-000001/ });
  await expect(details.getByRole('definition')).toHaveText([
    'I visit the green',
    'I live by the green',
    'I live by the green',
    'you',
    /Ann Example/,
  ]);
  await page.getByLabel('Why the decision is wrong').focus();
  await page.keyboard.type('The cross is in the second box');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('contested. A supervisor decides again');
  await expect(page.getByLabel('Why the decision is wrong')).toHaveCount(0);
  await expect(details).toBeFocused();

  await signInAs(page, 'ann');
  await goTo(page, 'Decisions');
  await isAt(page, /Which describes you best/);
  await expect(pane(page)).toContainText('The cross is in the second box');
  await expect(pane(page)).toContainText('Decided so far: the second keying counts (I live by the green)');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();

  await signInAs(page, 'ben');
  await goTo(page, 'Decisions');
  await page.getByRole('link', { name: 'Decided about my keying' }).press('Enter');
  await expect(details.getByText('the other keyer')).toBeVisible();
  await expect(page.getByLabel('Why the decision is wrong')).toHaveCount(0);
});

test('the list is walked with the arrows, Enter goes to what is chosen, and the paper stays turned where it was', async ({
  page,
  unit,
}) => {
  await unit((desk, session) => aBatchKeyedTwice(desk, session, [wordsDiffer, wordsDiffer]));
  await goTo(page, 'Decisions');
  await isAt(page, /BEN-000001 Which/);
  const picture = page.getByRole('figure').getByRole('img');
  await expect(picture).toHaveAttribute('alt', /^Page 1/);
  const list = page.getByRole('grid', { name: 'To decide, the oldest batch first' });
  for (let presses = 0; presses < 6; presses += 1) {
    if ((await picture.getAttribute('alt'))?.startsWith('Page 2')) break;
    await page.keyboard.press('PageDown');
  }
  await expect(picture).toHaveAttribute('alt', /^Page 2/);

  await list.focus();
  for (const name of [/BEN-000001 Question 2/, /BEN-000001 Question 4/, /BEN-000002 Which/]) {
    await page.keyboard.press('ArrowDown');
    await expect(pane(page)).toHaveAccessibleName(name);
    await expect(list).toBeFocused();
  }
  await expect(picture).toHaveAttribute('alt', /^Page 2 of BEN-000002/);
  await page.keyboard.press('Enter');
  await isAt(page, /BEN-000002 Which/);
});

test('more differences than are fetched at once: all are counted, reached by keys and decided in their order', async ({
  page,
  unit,
}) => {
  await unit((desk, session) => manyDifferences(desk, session, 66));
  await goTo(page, 'Decisions');
  await expect(heading(page)).toHaveText('Decisions: 264 to decide');
  const list = page.getByRole('grid', { name: 'To decide, the oldest batch first' });
  await isAt(page, /BEN-000001 Which/);
  await list.focus();
  await page.keyboard.press('End');
  await expect(pane(page)).toHaveAccessibleName(/BEN-000066 Please tell me/);
  expect(await list.getByRole('row').count()).toBeLessThan(60);

  // The last but one of the first hundred: from there on by deciding alone.
  await page.keyboard.press('Home');
  for (let presses = 0; presses < 98; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(pane(page)).toHaveAccessibleName(/BEN-000025 Question 4/);
  await page.keyboard.press('Enter');
  for (const name of [
    /BEN-000025 Question 4/,
    /BEN-000025 Please tell me/,
    /BEN-000026 Which/,
    /BEN-000026 Question 2/,
  ]) {
    await isAt(page, name);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  }
  await isAt(page, /BEN-000026 Question 4/);
  await expect(heading(page)).toHaveText('Decisions: 260 to decide');
  await page.keyboard.press('Control+z');
  await isAt(page, /BEN-000026 Question 2/);
  await expect(heading(page)).toHaveText('Decisions: 261 to decide');
});

test('a decision looks right in light and dark and at 400 %: as it comes, typed, contested, none', async ({
  page,
  unit,
}) => {
  await unit((desk, session) => aBatchKeyedTwice(desk, session, [wordsDiffer]));
  await goTo(page, 'Decisions');
  for (const field of [/Which describes/, /Question 2/]) {
    await isAt(page, field);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  }
  await isAt(page, /Question 4/);
  await expectAccessible(page, 'a text');
  await page.keyboard.press('3');
  await expect(page.getByLabel('What the paper says')).toBeFocused();
  await expectAccessible(page, 'neither');
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();

  await signInAs(page, 'cara');
  await goTo(page, 'Decisions');
  await page.getByRole('link', { name: 'Decided about my keying' }).press('Enter');
  await page.getByLabel('Why the decision is wrong').focus();
  await expectAccessible(page, 'decided about my keying');
  await page.keyboard.type('It says now at the end');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText('contested');

  await signInAs(page, 'ann');
  await goTo(page, 'Decisions');
  await isAt(page, /Question 4/);
  await expectAccessible(page, 'contested');
});
