import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../support/browser-host.ts';
import { runHeadquarters } from '../support/headquarters.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, nowhere, tabTo, test as base } from '../support/sending-test.ts';
import { goTo } from '../support/app-test.ts';

// A unit without a network: a real file on a real (if only pretended) stick, taken in by headquarters' own command,
// and its receipt file brought back.

const test = base.extend<{ readonly stick: string }>({
  // Playwright reads a fixture's needs from this pattern; this one has none.
  // oxlint-disable-next-line no-empty-pattern
  stick: async ({}, use) => {
    const folder = temporaryFolder();
    const stick = join(folder, 'STICK');
    mkdirSync(stick);
    await use(stick);
    removeFolder(folder);
  },
});

const away = 'received 3 = only on this computer 3 + at headquarters 0 + needs attention 0';
const arrived = 'received 3 = only on this computer 0 + at headquarters 3 + needs attention 0';

test('[S17] [S12] without a network replies are carried by hand, and their receipts come back, by keyboard', async ({
  page,
  headquarters,
  way,
  unit,
  stick,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 3);
    way.leadTo(nowhere);
  });
  const main = page.getByRole('main');
  await goTo(page, 'Send');
  await expect(main).toContainText(away);
  await tabTo(page, /^Carry it by hand$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Carry by hand');
  await expect(main).toContainText('3 replies without a receipt: nos. 1 – 3');

  const folderBox = page.getByLabel('Folder of the stick');
  await expect(folderBox).toBeVisible();
  await page.getByRole('link', { name: 'Back to Send' }).focus();
  await tabTo(page, /^$/);
  await expect(folderBox).toBeFocused();
  await page.keyboard.type(join(stick, 'gone'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('There is no folder');
  await expect(page.getByRole('status')).toContainText('everything is kept here');
  await expect(folderBox).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(stick);
  await page.keyboard.press('Enter');

  // The slip: its eight characters are those in the file's name.
  const slip = page.getByRole('region', { name: 'The slip' });
  await expect(slip.getByRole('button', { name: 'Print the slip' })).toBeFocused();
  const [file] = readdirSync(stick);
  const digest = /([0-9a-f]{8})\.age$/.exec(file!)![1]!;
  await expect(slip).toContainText(digest);
  await expect(slip).toContainText('3 replies: nos. 1 – 3');
  expect(readFileSync(join(stick, file!), 'latin1')).toMatch(/^age-encryption\.org\/v1\n/);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.keyboard.press('Enter');
  await expect(page.locator('body[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  const sheet = page.locator('.printed-sheet');
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText(digest);
  await expect(page.getByRole('heading', { name: 'To carry' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(sheet).toHaveCount(0);
  await expectAccessible(page, 'a courier file written');

  // At headquarters, where the stick has arrived.
  const taken = await runHeadquarters('courier', join(stick, file!), '--data', headquarters.folder);
  expect(taken).toContain('Taken in: 3 new.');
  const receipts = join(stick, 'receipts.json');
  await runHeadquarters('receipt', '--out', receipts, '--data', headquarters.folder);
  expect(await headquarters.arrived()).toMatchObject([{ consultationId: 'example-benches', replies: 3 }]);

  // A file that isn't one is named, and changes nothing.
  const foreign = join(stick, 'holiday.json');
  writeFileSync(foreign, '{"hello":"world"}');
  await takesIn(foreign);
  const result = page.getByRole('region', { name: 'Receipts that came back' });
  await expect(result).toContainText('holiday.json: This is not a receipt file from headquarters');
  await expect(result).toContainText('Nothing was changed.');
  await expectAccessible(page, 'a receipt file refused');
  await takesIn(receipts);
  await expect(result).toContainText('3 replies are at headquarters by it.');
  await expect(page.getByRole('region', { name: 'Files written here' })).toContainText('all received');
  await expect(main).toContainText('Nothing: every sealed reply has its receipt.');
  await takesIn(receipts);
  await expect(result).toContainText('was here already');
  await goTo(page, 'Send');
  await expect(main).toContainText(arrived);

  async function takesIn(path: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Take in a receipt file' }).press('Enter');
    await (await chooser).setFiles(path);
  }
});
