import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Mark } from '../../contract/records/mark.ts';
import { inOrder } from '../../contract/rules/field-order.ts';
import { fieldsOf, type Field } from '../../contract/rules/fields.ts';
import { takeInScan } from '../../electron/postroom/take-in-scan.ts';
import { newestPack } from '../../electron/store/queries/consultations.ts';
import { goTo, signIn } from '../support/app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';
import { plans } from '../support/checked-replies.ts';
import { benAndCara } from '../support/differing-replies.ts';
import { documentsAt } from '../support/documents-at-headquarters.ts';
import { keySampleReply, lightLamps, samplePost } from '../support/key-sample-reply.ts';
import { keyboardKeyer } from '../support/keyboard-keyer.ts';
import { isOn, message, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, CWS, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { resourcesFolder } from '../support/resources-folder.ts';
import { expect, tabTo, test } from '../support/sending-test.ts';

// A batch of the sample post from the paper to headquarters' receipt by keyboard alone: keyed by one person, keyed
// again by another, what they differ in decided by a third.

const scanned = (file: string): Buffer => readFileSync(join(resourcesFolder, 'sample-post', file));
const says = (value: string): Mark => ({ kind: 'value', value });
const sheets = samplePost().replies.filter(({ id }) => ['04', '06', '07'].includes(id));
/** The second sheet: Ben ticks a wrong box in it, and Cara one in another. */
const [, differing] = sheets;

async function signInAs(page: Page, name: string): Promise<void> {
  await goTo(page, 'Today');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await tabTo(page, /^Sign out$/);
  await page.keyboard.press('Enter');
  await signIn(page, name);
}

/** Keys the closed fields again as the sheet has them, but for what `slip` does in one of them. */
async function keyAgain(
  page: Page,
  fields: readonly Field[],
  expected: Readonly<Record<string, Mark>>,
  inField: Readonly<Record<string, () => Promise<void>>> = {},
): Promise<void> {
  const keyer = keyboardKeyer(page);
  await lightLamps(keyer, expected);
  for (const field of fields.filter(({ isClosed }) => isClosed)) {
    const mark = expected[field.id];
    if (mark === undefined) continue;
    await isOn(page, field.id);
    await (inField[field.id]?.() ?? keyer.keyField(field, mark));
  }
}

test('a batch goes through two keyings and a decision to its receipt, by keyboard alone', async ({
  page,
  headquarters,
}) => {
  test.setTimeout(240_000);
  const folder = temporaryFolder();
  let fields: readonly Field[] = [];
  await prepareStore(folder, async (desk, session) => {
    loadBothConsultations(desk);
    plans(desk, {}, CWS);
    await benAndCara(desk, session);
    fields = inOrder(fieldsOf(newestPack(desk.db, CWS)!.pack), 'as-on-paper');
    const { receivedDate, channel } = differing!;
    const batch = aBatch(desk, { documentCount: sheets.length, receivedDate, channel });
    for (const { kind, signatures, enclosures, pages } of sheets) {
      const { id } = aReply(desk, batch, { kind, signatures, enclosures, pages: pages.length });
      takeInScan(
        desk,
        id,
        pages.map((file) => ({ mediaType: 'image/jpeg', bytes: scanned(file) })),
      );
    }
  });
  const host = await startBrowserHost({ storeFolder: folder });
  const { press } = keyboardKeyer(page);
  await page.goto(host.address);

  await test.step('Ben keys the three, and ticks one wrong box', async () => {
    await signIn(page, 'ben');
    await toKeying(page);
    const keyer = keyboardKeyer(page, { insertsComments: true });
    for (const [index, { id, expected }] of sheets.entries()) {
      const serial = `CWS-${String(index + 1).padStart(6, '0')}`;
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(serial);
      const asKeyed = id === differing!.id ? { ...expected, 'q7.tick': says('not-sure') } : expected;
      await keySampleReply(page, keyer, fields, asKeyed);
      await expect(message(page)).toContainText(`${serial} is keyed.`);
    }
    await expect(page.getByText('Nothing waits to be keyed.')).toBeVisible();
    await goTo(page, 'Checking');
    await expect(page.getByText('Nothing waits for you to be keyed again.')).toBeVisible();
  });

  await test.step('Cara keys them again: one slip of her own is put right, one box she stands by', async () => {
    await signInAs(page, 'cara');
    await expect(page.getByRole('button', { name: /3 to key again/ })).toBeFocused();
    await press('Enter');
    for (const [index, { id, expected }] of sheets.entries()) {
      const serial = `CWS-${String(index + 1).padStart(6, '0')}`;
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(serial);
      const again = message(page).filter({ hasText: 'Look again at the paper' });
      await keyAgain(
        page,
        fields,
        expected,
        id !== differing!.id
          ? {}
          : {
              'q1.tick': async () => {
                await press('2');
                await expect(again).toBeVisible();
                await press('1');
              },
              'q7.tick': async () => {
                await press('2');
                await expect(again).toBeVisible();
                await press('Enter');
              },
            },
      );
      await expect(message(page)).toContainText(`${serial} is keyed again.`);
    }
    await expect(page.getByText('Nothing waits for you to be keyed again.')).toBeVisible();
  });

  await test.step('Ann decides from the paper: the second keying counts', async () => {
    await signInAs(page, 'ann');
    await expect(page.getByRole('link', { name: /1 to decide/ })).toBeFocused();
    await press('Enter');
    await expect(page.getByRole('figure').getByRole('img')).toBeVisible();
    await expect(page.locator('.decision-pane')).toBeFocused();
    await press('2', 'Enter');
    await expect(page.getByText('Nothing waits for you to decide.')).toBeVisible();
  });

  await test.step('sealed, sent and receipted', async () => {
    await goTo(page, 'Send');
    await expect(page.getByLabel('Code from headquarters')).toBeFocused();
    await page.keyboard.type(await headquarters.newEnrolmentCode());
    await press('Enter');
    await expect(page.getByRole('status')).toContainText('This computer is enrolled');
    await tabTo(page, /^Seal CWS Batch 0001$|^Seal Batch 0001$/);
    await press('Enter');
    await expect(page.getByRole('main')).toContainText(
      'Every sealed reply is at headquarters and has its receipt.',
      { timeout: 60_000 },
    );
  });

  const arrived = await documentsAt(headquarters.folder);
  expect(arrived.map(({ marks }) => marks)).toEqual(sheets.map(({ expected }) => expected));
  await host.stop();
  removeFolder(folder);
});
