import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { currentRow, expect, isOn, message, test, toKeying } from '../support/keying-test.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import { storedMarks } from '../support/reference-reply.ts';
import type { Desk } from '../../electron/store/desk.ts';

const aLetter = (desk: Desk): void => {
  loadBothConsultations(desk);
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 2, receivedDate: '2007-12-24' });
  aReply(desk, batch, { kind: 'letter', enclosures: 'a photograph of a bench' });
  aReply(desk, batch);
};

test('axe finds nothing in any state of the keying screen, light and dark; nothing scrolls sideways at 400 %', async ({
  page,
  unit,
}) => {
  await unit(aLetter);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);
  const look = (state: string): Promise<void> => expectAccessible(page, state);
  await type('A. Nobody (invented)');
  await press('Enter', 'Enter', 'Enter', 'Enter', '1', 'Shift+Tab', '2', 'F9');
  await look('spoilt, blank, a lamp lit');
  await press('F6');
  await look('go to');
  await press('Escape', 'F2');
  await look('note');
  await press('Escape');
  await page.getByRole('button', { name: 'settings' }).click();
  await look('settings');
  await press('Escape', 'F6');
  await type('2');
  await press('Enter');
  await type('99');
  await press('Enter', 'Enter');
  await look('overrule');
  await press('Escape', 'F8');
  await look('pause');
});

test('nothing is lost at 400 %: the current field is in sight, and nothing scrolls sideways', async ({
  page,
  unit,
}) => {
  await page.setViewportSize({ width: 342, height: 192 });
  await unit(aLetter);
  await page.evaluate(() => {
    location.hash = '#/keying';
  });
  await isOn(page, 'name');
  for (const key of ['Enter', 'Enter', 'Enter', 'Enter', '1', '1']) {
    await page.keyboard.press(key);
    await expect(currentRow(page).locator('[data-entry]')).toBeInViewport();
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('out of the form by Escape, to the buttons, and back by Tab: no field holds a keyboard for ever', async ({
  page,
  unit,
}) => {
  await unit(aLetter);
  await toKeying(page);
  const { press } = keyboardKeyer(page);
  await press('Escape');
  await expect(page.getByRole('button', { name: /blank, next/ })).toBeFocused();
  await press('Tab');
  await expect(page.getByRole('button', { name: /unreadable/ })).toBeFocused();
});

test('a letter is keyed where it speaks, and blank elsewhere after a second Ctrl+Enter', async ({
  page,
  unit,
}) => {
  const { host, folder } = await unit(aLetter);
  await toKeying(page);
  await expect(page.locator('.keying-form-top')).toContainText('Letter');
  await expect(page.locator('.keying-form-top')).toContainText('a photograph of a bench');
  await expect(page.locator('.keying-head')).toContainText('Late');
  const { press, type } = keyboardKeyer(page);
  await type('A. Nobody (invented)');
  await press('Enter', 'F6');
  await type('5');
  await press('Enter');
  await type('More benches.');
  await press('Control+Enter');
  await expect(message(page)).toContainText('Ctrl+Enter again records the rest blank');
  await press('Control+Enter');
  await expect(message(page)).toContainText('Raised: Received on 24 December 2007');
  await host.stop();
  const [marks] = await readStore(folder, storedMarks);
  expect(marks).toMatchObject({
    name: { kind: 'value', value: 'A. Nobody (invented)' },
    'q1.tick': { kind: 'blank' },
    'q5.comment': { kind: 'value', value: 'More benches.' },
  });
});

test('a full disk blocks entry, keeps the text, says so, and is over by itself', async ({ page, unit }) => {
  let isFull = false;
  // The disk's word comes from the pipe here; tests/faults/ fills a real one.
  await page.routeWebSocket('**/pipe', (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      const { number, name } = JSON.parse(String(frame)) as { number: number; name: string };
      if (isFull && name === 'keying.saveMark') {
        const outcome = { ok: false, error: { code: 'DISK_FULL', details: {} } };
        socket.send(JSON.stringify({ number, outcome }));
      } else server.send(frame);
    });
  });
  const { host, folder } = await unit(aLetter);
  await toKeying(page);
  const { press, type } = keyboardKeyer(page);
  isFull = true;
  await type('A. Nobody (invented)');
  await expect(page.getByRole('alert')).toContainText(
    'The disk is full. What you typed is kept on the screen',
  );
  await expect(page.locator('.keying-save')).toContainText('Not saved: your text is kept here');
  await type('not this');
  await press('Enter');
  await isOn(page, 'name');
  await expect(currentRow(page).locator('input')).toHaveValue('A. Nobody (invented)');
  isFull = false;
  await expect(page.getByRole('alert')).toBeHidden();
  await press('Enter');
  await isOn(page, 'address1');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await host.stop();
  const [marks] = await readStore(folder, storedMarks);
  expect(marks?.['name']).toEqual({ kind: 'value', value: 'A. Nobody (invented)' });
});
