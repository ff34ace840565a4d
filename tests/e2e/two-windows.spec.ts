import { currentRow, expect, isOn, test, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { readStore } from '../support/read-store.ts';
import { storedMarks } from '../support/reference-reply.ts';

test('a window that is taken back sends nothing old over what the other window saved', async ({
  page,
  context,
  unit,
}) => {
  let isHeld = false;
  await page.routeWebSocket(/\/pipe$/, (pipe) => {
    const program = pipe.connectToServer();
    pipe.onMessage((frame) => {
      if (!isHeld || !String(frame).includes('keying.saveMark')) program.send(frame);
    });
  });
  const { host, folder } = await unit((desk) => {
    loadBothConsultations(desk);
    aReply(desk, aBatch(desk, { consultationId: BENCHES, documentCount: 1 }));
  });
  await toKeying(page);
  await page.keyboard.type('A. Nobody (invented)');
  await page.keyboard.press('Enter');
  await isOn(page, 'address1');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  isHeld = true;
  await page.keyboard.type('An older word');
  await expect(page.locator('.keying-save')).toContainText('Saving');

  const other = await context.newPage();
  await other.goto(host.address);
  await expect(page.getByRole('heading', { name: 'Postbag is open in another window' })).toBeVisible();
  await expect(page.getByText('What was still being typed here is not')).toBeVisible();
  await other.getByRole('navigation', { name: 'Screens' }).waitFor();
  await toKeying(other);
  await isOn(other, 'address1');
  await other.keyboard.type('A newer word');
  await other.keyboard.press('Enter');
  await isOn(other, 'address2');
  await expect(other.locator('.keying-save')).toContainText('Saved');

  isHeld = false;
  await page.bringToFront();
  await page.getByRole('button', { name: 'Go on in this window' }).press('Enter');
  // It comes back to the reply that it was at.
  await page.locator('.keying').waitFor();
  await expect(page.locator('[data-field="address1"] input')).toHaveValue('A newer word');
  await isOn(page, 'address2');
  await page.keyboard.type('Third line');
  await page.keyboard.press('Enter');
  await expect(currentRow(page)).not.toHaveAttribute('data-field', 'address2');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await host.stop();
  const [marks] = await readStore(folder, storedMarks);
  expect(marks).toMatchObject({
    address1: { kind: 'value', value: 'A newer word' },
    address2: { kind: 'value', value: 'Third line' },
  });
});
