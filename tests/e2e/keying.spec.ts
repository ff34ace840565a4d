import type { Desk } from '../../electron/store/desk.ts';
import { allRows } from '../../electron/store/db.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { signIn } from '../support/app-test.ts';
import { holdCalls } from '../support/held-calls.ts';
import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { currentRow, expect, isOn, message, test, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import {
  keyReferenceReply,
  prepareReferenceReplies,
  referenceMarks,
  storedMarks,
} from '../support/reference-reply.ts';

// Keying by keyboard alone; what was stored is read from the store itself.

const aBenchesReply = (desk: Desk): void => {
  loadBothConsultations(desk);
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 3 });
  for (let count = 0; count < 3; count += 1) aReply(desk, batch);
};

test('the reference reply takes 20 presses that are not text, and is stored as it was meant', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit((desk) => prepareReferenceReplies(desk, 2));
  await toKeying(page);
  expect(await keyReferenceReply(page)).toBe(20);
  await expect(message(page)).toContainText('REF-000001 is keyed.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('REF-000002');
  await host.stop();
  const [first] = await readStore(folder, storedMarks);
  expect(first).toEqual(referenceMarks);
});

test('what is typed while the next reply opens goes into the next reply', async ({ page, unit }) => {
  const { host, folder } = await unit((desk) => prepareReferenceReplies(desk, 2));
  await toKeying(page);
  await keyReferenceReply(page);
  // No wait: the fingers are faster than the program.
  await keyReferenceReply(page);
  await expect(message(page)).toContainText('REF-000002 is keyed.');
  await host.stop();
  expect(await readStore(folder, storedMarks)).toEqual([referenceMarks, referenceMarks]);
});

test('what is typed while the first reply opens goes into it', async ({ page, unit }) => {
  const opening = await holdCalls(page, 'keying.open');
  const { host } = await unit(aBenchesReply);
  await page.keyboard.press('F6');
  await page.getByRole('dialog', { name: 'Go to' }).waitFor();
  await page.keyboard.type('Keying');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => opening.count).toBe(1);
  const { press, type } = keyboardKeyer(page);
  await press('F10');
  await type('A. Nobody ');
  opening.release();
  // On and on, while the form comes.
  await type('(invented)');
  await press('Enter');
  await isOn(page, 'address1');
  await expect(page.locator('[data-field="name"] input')).toHaveValue('A. Nobody (invented)');
  await expect(page.getByRole('button', { name: /cknowledge/ })).toHaveAttribute('data-answer', 'yes');
  await host.stop();
});

test('every key of the table does what the table says', async ({ page, unit }) => {
  const { host, folder } = await unit(aBenchesReply);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);

  await test.step('Enter and Tab: accept, or blank', async () => {
    await type('A. Nobody (invented)');
    await press('Enter');
    await isOn(page, 'address1');
    await press('Tab');
    await isOn(page, 'address2');
    await expect(page.locator('[data-field="address1"]')).toContainText('blank');
    await type('Inventington');
    await press('Tab');
    await type('XX1 1XX');
    await press('Enter');
    await isOn(page, 'type');
  });
  await test.step('a digit, the number pad, a second tick, the same again', async () => {
    await press('Numpad4');
    await isOn(page, 'type.other');
    await type('Bench maker');
    await press('Enter');
    await isOn(page, 'q1.tick');
    await press('1');
    await isOn(page, 'q2.entry');
    await press('Shift+Tab', '2');
    await expect(currentRow(page)).toContainText('! spoilt');
    await expect(message(page)).toContainText('2 ticks where one was asked');
    await press('2');
    await expect(currentRow(page)).not.toContainText('! spoilt');
    await expect(currentRow(page)).toContainText('was spoilt: Yes · No');
    await press('Enter');
    await isOn(page, 'q2.entry');
  });
  await test.step('a light check is heard, and overruled with a reason', async () => {
    await type('99');
    await press('Enter');
    await expect(message(page)).toContainText('outside 0 to 50');
    await isOn(page, 'q2.entry');
    await press('Enter');
    await expect(page.getByLabel('Why it stands as keyed')).toBeFocused();
    await type('Two nines, clearly written');
    await press('Enter');
    await isOn(page, 'q3.entry');
    await expect(page.locator('[data-field="q2.entry"]')).toContainText('kept: Two nines, clearly written');
  });
  await test.step('F7 in text, F2, F8', async () => {
    await type('3/4/');
    await press('F7');
    await expect(currentRow(page).locator('input')).toHaveValue('3/4/[illegible]');
    await press('F2');
    await expect(page.getByRole('textbox', { name: 'Note on Question 3' })).toBeFocused();
    await expect(page.getByText('Disclosable')).toBeVisible();
    await type('The year is under a stain.');
    await press('Enter');
    await expect(message(page)).toContainText('Note kept.');
    await press('F8');
    await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
    await expect(page.locator('.keying-form')).toBeHidden();
    await press('F8');
    await expect(currentRow(page).locator('input')).toBeFocused();
    await press('Enter');
    await isOn(page, 'q4.tick');
  });
  await test.step('F6, Shift+Up, Shift+Down, Ctrl+Home, Ctrl+End', async () => {
    await press('F6');
    await type('2');
    await press('Enter');
    await isOn(page, 'q2.entry');
    await press('Shift+ArrowUp');
    await isOn(page, 'q1.tick');
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await isOn(page, 'q3.entry');
    await press('Control+Home');
    await isOn(page, 'name');
    await press('Control+End');
    await isOn(page, 'q5.comment');
    await press('F6');
    await type('4');
    await press('Enter');
  });
  await test.step('tick as many as you like, and a comment with paragraphs', async () => {
    await isOn(page, 'q4.tick');
    await press('3', '1', 'Enter');
    await isOn(page, 'q4.comment');
    await type('By the pond.\n\nAnd by the road.');
    await press('Tab');
    await isOn(page, 'q5.comment');
  });
  await test.step('F9, Shift+F9, F10, from any field', async () => {
    await press('F9', 'Shift+F9', 'Shift+F9', 'F10');
    for (const [lamp, answer] of [
      ['Confidential', 'yes'],
      ['Contact', 'no'],
      ['Acknowledge', 'yes'],
    ] as const) {
      await expect(page.locator('.keying-lamp', { hasText: lamp })).toHaveAttribute('data-answer', answer);
    }
    await isOn(page, 'q5.comment');
  });
  await test.step('F1 and Esc', async () => {
    await press('F1');
    await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible();
    await press('Escape');
    await expect(currentRow(page).locator('textarea')).toBeFocused();
  });
  await test.step('Ctrl+Enter finishes and opens the next', async () => {
    await press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/-000002$/);
    await isOn(page, 'name');
  });
  await test.step('F4 and Shift+F4', async () => {
    await press('F4');
    await isOn(page, 'address1');
    await expect(page.locator('[data-field="name"] input')).toHaveValue('A. Nobody (invented)');
    await press('Shift+F4');
    await isOn(page, 'q1.tick');
    await expect(page.locator('[data-field="postcode"] input')).toHaveValue('XX1 1XX');
    await expect(message(page)).toContainText('5 fields as before, from ');
    await message(page).getByRole('button', { name: 'Undo' }).click();
    await isOn(page, 'address1');
    await expect(currentRow(page).locator('input')).toBeFocused();
    await expect(page.locator('[data-field="postcode"] input')).toHaveValue('');
    await press('Shift+F4');
    await isOn(page, 'q1.tick');
  });
  await test.step('Ctrl+Shift+Enter goes back, and a correction keeps the old value', async () => {
    await press('Control+Shift+Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/-000001$/);
    await expect(message(page)).toContainText('is keyed. After a change it is outstanding');
    await press('Control+Home', 'Control+A');
    await type('B. Nobody (invented)');
    await press('Enter');
    await expect(page.locator('[data-field="name"]')).toContainText('was A. Nobody (invented)');
    await press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/-000002$/);
  });

  await host.stop();
  const { marks, former, queries, notes } = await readStore(folder, (desk) => ({
    marks: storedMarks(desk),
    former: allRows(desk.db, 'SELECT field, value FROM former_mark WHERE field = @field', { field: 'name' }),
    queries: allRows(desk.db, 'SELECT field, kind FROM query WHERE closed_by IS NULL ORDER BY id'),
    notes: allRows(desk.db, 'SELECT field, text FROM note'),
  }));
  expect(marks[0]).toEqual({
    name: { kind: 'value', value: 'B. Nobody (invented)' },
    address1: { kind: 'blank' },
    address2: { kind: 'value', value: 'Inventington' },
    postcode: { kind: 'value', value: 'XX1 1XX' },
    type: { kind: 'value', value: 'other' },
    'type.other': { kind: 'value', value: 'Bench maker' },
    'q1.tick': { kind: 'value', value: 'yes' },
    'q2.entry': { kind: 'value', value: '99' },
    'q3.entry': { kind: 'value', value: '3/4/[illegible]' },
    'q4.tick': { kind: 'value', value: ['pond', 'road'] },
    'q4.comment': { kind: 'value', value: 'By the pond.\n\nAnd by the road.' },
    'q5.comment': { kind: 'blank' },
    'lamp.confidential': { kind: 'value', value: 'yes' },
    'lamp.contact': { kind: 'value', value: 'no' },
    'lamp.acknowledge': { kind: 'value', value: 'yes' },
  });
  expect(former).toEqual([{ field: 'name', value: '"A. Nobody (invented)"' }]);
  expect(queries).toEqual([
    { field: 'q2.entry', kind: 'overruled' },
    { field: 'q3.entry', kind: 'illegible' },
  ]);
  expect(notes).toEqual([{ field: 'q3.entry', text: 'The year is under a stain.' }]);
});

test('a program that is killed in the middle of a word comes back to the word', async ({ page, unit }) => {
  const begun = await unit(aBenchesReply);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);
  await type('A. Nobody (invented)');
  await press('Enter');
  await type('1 Invented Str');
  // What rests is in the list at once, and on its way to the store; *Saved* before that is of the field before.
  await expect(page.locator('.keying-list li[data-current]')).toContainText('1 Invented Str');
  await expect(page.locator('.keying-save')).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await begun.host.kill();
  begun.host = await startBrowserHost({ storeFolder: begun.folder });
  await page.goto(begun.host.address);
  await signIn(page, 'ann');
  await toKeying(page);
  await expect(message(page)).toContainText('was open. You are back at Address');
  await isOn(page, 'address1');
  await expect(currentRow(page).locator('input')).toBeFocused();
  await expect(currentRow(page).locator('input')).toHaveValue('1 Invented Str');
  await type('eet');
  await press('Enter');
  await isOn(page, 'address2');
  await begun.host.stop();
  const [marks] = await readStore(begun.folder, storedMarks);
  expect(marks).toEqual({
    name: { kind: 'value', value: 'A. Nobody (invented)' },
    address1: { kind: 'value', value: '1 Invented Street' },
  });
});

test('while the program is away, entry is blocked and the text stays; when it is back, all of it is saved', async ({
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
  const { host, folder } = await unit(aBenchesReply);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);
  await type('A. Nob');
  isAway = true;
  for (const close of open) close();
  await type('ody');
  await expect(page.locator('.keying-save')).toContainText('Not saved: your text is kept here');
  await expect(currentRow(page).locator('input')).toHaveValue('A. Nobody');
  await expect(currentRow(page).locator('input')).not.toBeEditable();
  await press('Enter');
  await isOn(page, 'name');
  isAway = false;
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await expect(currentRow(page).locator('input')).toBeEditable();
  await press('Enter');
  await isOn(page, 'address1');
  await host.stop();
  const [marks] = await readStore(folder, storedMarks);
  expect(marks?.['name']).toEqual({ kind: 'value', value: 'A. Nobody' });
});

test('ticks first, then comments: changed in the middle of a reply, and no field is lost', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit(aBenchesReply);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);
  await press('Enter', 'Enter', 'Enter', 'Enter', '1', '2');
  await isOn(page, 'q4.tick');
  await page.getByRole('button', { name: 'settings' }).focus();
  await press('Enter');
  await page.getByRole('radio', { name: 'Ticks first, then comments' }).focus();
  await press('Space');
  await page.getByRole('button', { name: /Done/ }).focus();
  await press('Enter');
  await isOn(page, 'q4.tick');
  await press('1', 'Enter');
  await isOn(page, 'q4.comment');
  await press('F6');
  await type('5');
  await press('Enter');
  await type('Only this.');
  await press('Tab');
  await expect(message(page)).toContainText('One box not visited: blank.');
  await host.stop();
  const [marks] = await readStore(folder, storedMarks);
  expect(marks?.['q4.comment']).toEqual({ kind: 'blank' });
  expect(marks?.['q5.comment']).toEqual({ kind: 'value', value: 'Only this.' });
});

test('the current field stands at a constant height of the screen', async ({ page, unit }) => {
  await unit(aBenchesReply);
  await toKeying(page);
  const heights = new Set<number>();
  for (const key of ['Enter', 'Enter', 'Enter', 'Enter', '1', '1', 'Enter', 'Enter', 'Enter']) {
    heights.add(Math.round((await currentRow(page).boundingBox())!.y));
    await page.keyboard.press(key);
  }
  expect([...heights]).toHaveLength(1);
});
