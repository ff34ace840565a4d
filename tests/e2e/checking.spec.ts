import type { Page } from '@playwright/test';
import { allRows } from '../../electron/store/db.ts';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import type { Mark } from '../../contract/records/mark.ts';
import { goTo, signIn } from '../support/app-test.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { keysFirst, plans } from '../support/checked-replies.ts';
import { benAndCara } from '../support/differing-replies.ts';
import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { holdAnswers } from '../support/held-calls.ts';
import { currentRow, expect, isOn, message, test } from '../support/keying-test.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import {
  keyReferenceReplyAgain,
  prepareReferenceRepliesAgain,
  referenceMarksAgain,
} from '../support/reference-again.ts';
import { storedAgain } from '../support/reference-reply.ts';

// The second keying by keyboard alone; what was stored is read from the store itself.

const says = (value: string): Mark => ({ kind: 'value', value });
const blank: Mark = { kind: 'blank' };

/** Two replies on the benches that Ben has keyed. Ann keys them again: the closed fields, and the last comment. */
const keyedByBen =
  (marks: Readonly<Record<string, Mark>> = {}, always: readonly string[] | null = null) =>
  async (desk: Desk, session: Session): Promise<void> => {
    loadBothConsultations(desk);
    plans(desk, always === null ? {} : { always: always as never });
    const { ben } = await benAndCara(desk, session);
    const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 2 });
    for (let count = 0; count < 2; count += 1) keysFirst(ben, aReply(desk, batch).id, marks);
  };

/** Goes to the second keying, which opens the next reply. */
async function toChecking(page: Page): Promise<void> {
  await page.keyboard.press('F6');
  await page.getByRole('dialog', { name: 'Go to' }).waitFor();
  await page.keyboard.type('Checking');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.keying').waitFor();
}

interface Outcome {
  readonly field: string;
  readonly first_mark: string | null;
  readonly second_mark: string | null;
  readonly outcome: string | null;
}
const differences = (desk: Desk): readonly Outcome[] =>
  allRows<Outcome>(
    desk.db,
    'SELECT field, first_mark, second_mark, outcome FROM difference ORDER BY reply_id, field',
  );
const json = (mark: Mark): string => JSON.stringify(mark);

test('the closed items of the reference reply take 11 presses or fewer, and are stored as they were meant', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit((desk, session) => prepareReferenceRepliesAgain(desk, session, 2));
  await toChecking(page);
  await expect(page.locator('.keying-head')).toContainText('Keyed again, blind');
  expect(await keyReferenceReplyAgain(page)).toBeLessThanOrEqual(11);
  await expect(message(page)).toContainText('REF-000001 is keyed again.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('REF-000002');
  // No wait: the fingers are faster than the program.
  await keyReferenceReplyAgain(page);
  await expect(message(page)).toContainText('REF-000002 is keyed again.');
  await expect(page.getByText('Nothing waits for you to be keyed again.')).toBeVisible();
  await host.stop();
  expect(await readStore(folder, storedAgain)).toEqual([referenceMarksAgain, referenceMarksAgain]);
  expect(await readStore(folder, differences)).toEqual([]);
});

const ofBen: Readonly<Record<string, Mark>> = {
  name: says('Zebedee Unseen (invented)'),
  type: says('visitor'),
  'q1.tick': says('yes'),
  'q2.entry': says('7'),
  'q3.entry': says('2007-04-01'),
  'q4.tick': { kind: 'value', value: ['pond', 'trees'] },
  'q5.comment': says('Striped benches, please.'),
  'lamp.acknowledge': says('yes'),
};

test('what differs sounds at once; it is keyed again, or kept for a third person; a lamp is asked for at the end', async ({
  page,
  unit,
}) => {
  const received: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(String(payload))),
  );
  const { host, folder } = await unit(keyedByBen(ofBen));
  await expect(page.getByRole('button', { name: /2 to key again/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await isOn(page, 'type');
  const { press, type } = keyboardKeyer(page);
  await expect(page.locator('.keying-field')).toHaveCount(5);

  await press('1');
  await expect(message(page)).toContainText('Look again at the paper: key it again, or Enter to keep');
  await isOn(page, 'type');
  await expect(currentRow(page).locator('[data-entry]')).toBeFocused();
  await expect(currentRow(page)).toContainText('look again; you keyed: I live by the green');
  await expect(currentRow(page).locator('[aria-pressed="true"]')).toHaveCount(0);
  await press('2');
  await isOn(page, 'q1.tick');
  await press('1');
  await isOn(page, 'q2.entry');
  await type('8');
  await press('Enter');
  await expect(currentRow(page)).toContainText('look again');
  await isOn(page, 'q2.entry');
  await press('Enter');
  await isOn(page, 'q3.entry');
  await type('2007-04-01');
  await press('Enter');
  await isOn(page, 'q4.tick');
  await press('1', '3', 'Enter');
  await expect(currentRow(page)).toContainText('you keyed:');
  // The same key again confirms where it is keyed from the start; Backspace is how it becomes blank.
  await press('Backspace', 'Enter');
  await expect(message(page)).toContainText('Look again at the paper: Please tell me that this arrived');
  await isOn(page, 'q4.tick');
  await press('F10', 'Control+Enter');
  await expect(message(page)).toContainText('BEN-000001 is keyed again.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('BEN-000002');

  const everything = received.join('\n');
  for (const secret of ['Zebedee', 'Striped', '"pond","trees"']) expect(everything).not.toContain(secret);
  await host.stop();
  expect(await readStore(folder, differences)).toEqual([
    {
      field: 'lamp.acknowledge',
      first_mark: json(says('yes')),
      second_mark: null,
      outcome: 'put-right',
    },
    {
      field: 'q2.entry',
      first_mark: json(says('7')),
      second_mark: json(says('8')),
      outcome: 'confirmed',
    },
    {
      field: 'q4.tick',
      first_mark: json(ofBen['q4.tick']!),
      second_mark: json({ kind: 'value', value: ['pond', 'road'] }),
      outcome: 'confirmed',
    },
    {
      field: 'type',
      first_mark: json(says('visitor')),
      second_mark: json(says('resident')),
      outcome: 'put-right',
    },
  ]);
  const [again] = await readStore(folder, storedAgain);
  expect(again).toEqual({
    type: says('visitor'),
    'q1.tick': says('yes'),
    'q2.entry': says('8'),
    'q3.entry': says('2007-04-01'),
    'q4.tick': blank,
    'lamp.acknowledge': says('yes'),
  });
});

test('what is typed ahead of a late answer waits, and goes where it was meant to go', async ({
  page,
  unit,
}) => {
  const answers = await holdAnswers(page, 'checking.saveMark');
  const { host, folder } = await unit(keyedByBen(ofBen));
  await toChecking(page);
  await isOn(page, 'type');
  const { press, type } = keyboardKeyer(page);
  answers.hold();
  await press('1');
  await expect.poll(() => answers.count).toBe(1);
  // Meant for question 1, and for the box of question 2, with a slip of the finger in it.
  await press('1');
  await type('68');
  await press('Backspace', 'Backspace');
  await type('7');
  await press('Enter');
  await isOn(page, 'type');
  answers.release();
  await expect(message(page)).toContainText('Look again at the paper');
  await isOn(page, 'type');
  await expect(page.locator('[data-field="q2.entry"] input')).toHaveValue('');
  await press('2');
  await isOn(page, 'q3.entry');
  await expect(page.locator('[data-field="q2.entry"] input')).toHaveValue('7');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await host.stop();
  const [again] = await readStore(folder, storedAgain);
  expect(again).toEqual({ type: says('visitor'), 'q1.tick': says('yes'), 'q2.entry': says('7') });
});

test('a program that is killed when something is to be looked at again comes back to it', async ({
  page,
  unit,
}) => {
  const begun = await unit(keyedByBen(ofBen));
  await toChecking(page);
  await isOn(page, 'type');
  const { press } = keyboardKeyer(page);
  await press('2');
  await isOn(page, 'q1.tick');
  await press('2');
  await expect(message(page)).toContainText('Look again');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await begun.host.kill();
  begun.host = await startBrowserHost({ storeFolder: begun.folder });
  await page.goto(begun.host.address);
  await signIn(page, 'ann');
  await toChecking(page);
  await isOn(page, 'q1.tick');
  await expect(message(page)).toContainText('BEN-000001 was open.');
  await expect(message(page)).toContainText(
    'To be looked at again on the paper before you finish: Question 1',
  );
  await press('1');
  await isOn(page, 'q2.entry');
  await begun.host.stop();
  const [again] = await readStore(begun.folder, storedAgain);
  expect(again).toEqual({ type: says('visitor'), 'q1.tick': says('yes') });
});

test('while the program is away the field that was left waits for its answer; then the cursor goes on', async ({
  page,
  unit,
}) => {
  let isAway = false;
  const open = new Set<() => void>();
  await page.routeWebSocket('**/pipe', (socket) => {
    if (isAway) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    open.add(() => void socket.close());
  });
  await unit(keyedByBen(ofBen));
  await toChecking(page);
  await isOn(page, 'type');
  const { press } = keyboardKeyer(page);
  isAway = true;
  for (const close of open) close();
  await press('2');
  await expect(page.locator('.keying-save')).toContainText('Not saved: your text is kept here');
  await press('1');
  await isOn(page, 'type');
  isAway = false;
  await isOn(page, 'q1.tick');
  await expect(currentRow(page).locator('[data-entry]')).toBeFocused();
  await expect(page.locator('[data-field="q1.tick"] [aria-pressed="true"]')).toHaveCount(0);
});

test('a comment that is keyed again has its question beside it; ditto and notes are off, a query can be raised', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit(keyedByBen(ofBen, ['q4.comment', 'q5.comment']));
  await toChecking(page);
  await isOn(page, 'q4.comment');
  await expect(currentRow(page)).toContainText('Where should new benches stand?');
  await expect(currentRow(page)).toContainText('Comments');
  const { press, type } = keyboardKeyer(page);
  await press('F4');
  await expect(message(page)).toContainText('every field is keyed from its own paper');
  await press('F9');
  await expect(message(page)).toContainText('This is not keyed again.');
  await press('F2');
  await page.getByRole('textbox', { name: 'Query on Question 4, Comments' }).waitFor();
  await type('Nobody can read this, perhaps.');
  await press('Enter');
  await expect(message(page)).toContainText('A query is raised.');
  await isOn(page, 'q4.comment');
  await press('Enter');
  await isOn(page, 'q5.comment');
  await type('Stripy benches, please.');
  await press('Tab');
  await expect(message(page)).toContainText('or Tab to keep what you keyed');
  await expect(currentRow(page).locator('textarea')).toHaveValue('Stripy benches, please.');
  await press('Tab');
  await expect(message(page)).toContainText('BEN-000001 is keyed again.');
  await host.stop();
  const found = await readStore(folder, differences);
  expect(found.map(({ field, outcome }) => [field, outcome])).toEqual([['q5.comment', 'confirmed']]);
});

test('who has looked at what was keyed is told so, and the reply waits for somebody else', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit(keyedByBen(ofBen));
  await expect(page.getByRole('button', { name: /2 to key again/ })).toBeFocused();
  await goTo(page, 'Replies');
  await page.getByRole('searchbox', { name: 'Find' }).fill('BEN-000001');
  await expect(page.getByText('1 reply', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'As keyed' })).toContainText('Striped benches');
  await expect(page.getByText('You have seen it now, so somebody else does that.')).toBeVisible();
  const seen = page.url().replace('replies', 'checking');
  await goTo(page, 'Today');
  await page.getByRole('button', { name: /1 to key again/ }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('BEN-000002');
  await isOn(page, 'type');

  await page.goto(seen);
  await expect(page.getByText('You have looked at what was first keyed of BEN-000001')).toBeVisible();
  await host.stop();
  expect(await readStore(folder, differences)).toEqual([]);
});

test('nothing to key again: why, and what to do instead', async ({ page, unit }) => {
  await unit((desk) => {
    loadBothConsultations(desk);
    plans(desk);
    const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 2 });
    keysFirst(desk, aReply(desk, batch).id);
    aReply(desk, batch);
  });
  await page.evaluate(() => {
    location.hash = '#/checking';
  });
  await expect(page.getByText('that waits for somebody else')).toBeVisible();
  await page.getByRole('link', { name: '1 reply to key for the first time' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.keying').waitFor();
});

test('axe finds nothing in any state of the second keying, light and dark; nothing scrolls sideways at 400 %', async ({
  page,
  unit,
}) => {
  await unit(keyedByBen(ofBen));
  await toChecking(page);
  await isOn(page, 'type');
  const { press, type } = keyboardKeyer(page);
  const look = (state: string): Promise<void> => expectAccessible(page, state);
  await press('1');
  await expect(currentRow(page)).toContainText('look again');
  await look('a tick to look at again');
  await press('F2');
  await look('query');
  await press('Escape', 'F1');
  await page.getByRole('dialog', { name: 'All keys' }).waitFor();
  await look('all keys');
  await press('Escape');
  await page.getByRole('dialog', { name: 'All keys' }).waitFor({ state: 'detached' });
  await press('2');
  await isOn(page, 'q1.tick');
  await press('1');
  await isOn(page, 'q2.entry');
  await type('8');
  await press('Enter');
  await expect(currentRow(page)).toContainText('look again');
  await look('a box to look at again');
});

test('at 400 % the field that is looked at again is in sight, and nothing scrolls sideways', async ({
  page,
  unit,
}) => {
  await page.setViewportSize({ width: 342, height: 192 });
  await unit(keyedByBen(ofBen));
  await page.evaluate(() => {
    location.hash = '#/checking';
  });
  await isOn(page, 'type');
  await page.keyboard.press('1');
  await expect(currentRow(page)).toContainText('look again');
  await expect(currentRow(page).locator('[data-entry]')).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
