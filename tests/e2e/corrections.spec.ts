import type { Locator, Page } from '@playwright/test';
import { ExportedReply } from '../../contract/records/exported-reply.ts';
import { goTo } from '../support/app-test.ts';
import { runHeadquarters, type RunningHeadquarters } from '../support/headquarters.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, tabTo, test } from '../support/sending-test.ts';

// Putting right what is sealed, by keyboard: a correction and a withdrawal, each a new event that headquarters gets.

/** Presses Tab until it has the focus. */
async function tabInto(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it never takes the focus');
}

/** Opens a reply from the list, by its serial. */
async function openReply(page: Page, serial: string): Promise<void> {
  await goTo(page, 'Repl');
  await expect(page.getByRole('searchbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.type(serial);
  await expect(page.locator('.page-head output')).toHaveText('1 reply');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Reply ${serial}`);
}

/** The replies that count at headquarters, as it hands them out. */
async function exported(headquarters: RunningHeadquarters): Promise<readonly ExportedReply[]> {
  const text = await runHeadquarters(
    'export',
    '--consultation',
    'example-benches',
    '--data',
    headquarters.folder,
  );
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ExportedReply.parse(JSON.parse(line)));
}

test('[S1] what is sealed is corrected with a reason, arrives as revision 2, and can be corrected again', async ({
  page,
  headquarters,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => aSealedBatch(desk, 3));
  await openReply(page, 'BEN-000002');
  const main = page.getByRole('main');
  await expect(main).toContainText('At headquarters', { timeout: 30_000 });
  await tabTo(page, /^Correct$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Correct BEN-000002');

  const reason = page.getByRole('textbox', { name: 'Reason', description: /Stands in the history/ });
  const changes = page.getByRole('region', { name: 'What changes' });
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await tabInto(page, name);
  await expect(name).toHaveValue('Invented Sender 2');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Invented Sender Two');
  await expect(changes).toContainText('Invented Sender 2 → Invented Sender Two');
  // A tick, and put back: what is as it was before is no change.
  await tabInto(page, page.getByRole('group', { name: /Do you sit on the benches/ }));
  await page.keyboard.press('1');
  await expect(changes.getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('1');
  await expect(changes.getByRole('listitem')).toHaveCount(1);

  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('status')).toContainText('A correction needs a reason. Nothing was sealed');
  await expect(reason).toBeFocused();
  await page.keyboard.type('misread: the paper says Two');
  await expectAccessible(page, 'a correction being written');
  // Somebody who goes away and comes back finds it as it was.
  await goTo(page, 'Today');
  await page.goBack();
  await expect(changes).toContainText('Invented Sender 2 → Invented Sender Two');
  await expect(reason).toHaveValue('misread: the paper says Two');
  await tabInto(page, reason);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('status')).toContainText(
    'BEN-000002 is corrected: revision 2 is sealed and sent by itself. It can be corrected again.',
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reply BEN-000002');
  const revisions = page.getByRole('region', { name: 'Revisions' });
  await expect(revisions).toContainText('2: corrected: misread: the paper says Two');
  await expect(revisions).toContainText('Name: Invented Sender 2 → Invented Sender Two');
  await expect(revisions.getByText('At headquarters.')).toHaveCount(2, { timeout: 30_000 });
  await expect(main).toContainText('Invented Sender Two (corrected)');
  await expect(main).toContainText('Keyed as: Invented Sender 2');
  await expectAccessible(page, 'a corrected reply');
  await expect
    .poll(async () => (await exported(headquarters)).find(({ reply }) => reply.serial.number === 2)?.reply, {
      timeout: 30_000,
    })
    .toMatchObject({
      event: { kind: 'revise', revision: 2 },
      marks: { name: { kind: 'value', value: 'Invented Sender Two' } },
    });

  await tabTo(page, /^Correct$/);
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('Invented Sender Two');
});

test('[S1] a sealed reply is withdrawn with a reason: shown as such in the list, counted no more at headquarters', async ({
  page,
  headquarters,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => aSealedBatch(desk, 3));
  await openReply(page, 'BEN-000003');
  const main = page.getByRole('main');
  await expect(main).toContainText('At headquarters', { timeout: 30_000 });
  await tabInto(page, page.getByLabel('Reason for withdrawing'));
  await page.keyboard.type('logged twice, see BEN-000002');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('BEN-000003 is withdrawn.');
  await expect(page.getByRole('region', { name: 'Revisions' })).toContainText(
    '2: withdrawn: logged twice, see BEN-000002',
  );
  await expect(page.getByRole('button', { name: 'Correct' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Withdraw' })).toHaveCount(0);
  await expectAccessible(page, 'a withdrawn reply');
  await expect
    .poll(async () => (await headquarters.arrived()).map(({ withdrawn }) => withdrawn), { timeout: 30_000 })
    .toEqual([1]);
  expect((await exported(headquarters)).map(({ reply }) => reply.serial.label)).toEqual([
    'BEN-000001',
    'BEN-000002',
  ]);
  await goTo(page, 'Repl');
  await page.getByRole('searchbox', { name: 'Find' }).fill('');
  await expect(page.getByRole('row', { name: /BEN-000003/ })).toContainText('Withdrawn');
  await expect(page.getByRole('row', { name: /BEN-000002/ })).not.toContainText('Withdrawn');
});
