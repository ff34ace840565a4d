import { mountSmallDisk, whyNoSmallDisk, type SmallDisk } from '../faults/small-disk.ts';
import { signIn } from '../support/app-test.ts';
import { startBrowserHost, type BrowserHost } from '../support/browser-host.ts';
import { currentRow, expect, isOn, test as base, toKeying } from '../support/keying-test.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { readStore } from '../support/read-store.ts';
import { storedMarks } from '../support/reference-reply.ts';

/** The real program with its store on a disk of a few megabytes, at the keying screen. */
interface OnSmallDisk {
  readonly disk: SmallDisk;
  readonly host: BrowserHost;
}

const test = base.extend<{ readonly small: OnSmallDisk }>({
  small: async ({ page }, use) => {
    const disk = mountSmallDisk(12);
    base.skip(disk === null, whyNoSmallDisk);
    if (disk === null) return;
    await prepareStore(disk.folder, (desk) => {
      loadBothConsultations(desk);
      aReply(desk, aBatch(desk, { consultationId: BENCHES, documentCount: 1 }));
    });
    const host = await startBrowserHost({ storeFolder: disk.folder });
    await page.goto(host.address);
    await signIn(page, 'ann');
    await toKeying(page);
    await use({ disk, host });
    await host.stop();
    disk.remove();
  },
});

test('a disk that is really full blocks entry with the text on the screen; room lets work go on', async ({
  page,
  small: { disk, host },
}) => {
  await page.keyboard.type('A. Nobody (invented)');
  await page.keyboard.press('Enter');
  await expect(page.locator('.keying-save')).toContainText('Saved');

  disk.fill();
  // The blocks that the log has already take a little more; then nothing does.
  await expect(async () => {
    await page.keyboard.type('1 Invented Street ');
    await expect(page.getByRole('alert')).toContainText('The disk is full', { timeout: 700 });
  }).toPass();
  const box = currentRow(page).locator('input');
  const typed = await box.inputValue();
  expect(typed).toContain('1 Invented Street');
  await page.keyboard.type('not this');
  await page.keyboard.press('Enter');
  await isOn(page, 'address1');
  await expect(box).toHaveValue(typed);

  disk.makeRoom();
  await expect(page.getByRole('alert')).toBeHidden();
  await page.keyboard.press('Enter');
  await isOn(page, 'address2');
  await expect(page.locator('.keying-save')).toContainText('Saved');
  await host.stop();
  const [marks] = await readStore(disk.folder, storedMarks);
  expect(marks).toMatchObject({
    name: { kind: 'value', value: 'A. Nobody (invented)' },
    // The space at its end was a slip of the hand.
    address1: { kind: 'value', value: typed.trimEnd() },
  });
});
