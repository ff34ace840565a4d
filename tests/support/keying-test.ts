import type { Page } from '@playwright/test';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { expect, signIn, test as base } from './app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder, type BrowserHost } from './browser-host.ts';
import { prepareStore } from './prepared-store.ts';

// Keying by keyboard alone, on the real program in a real browser.

/** A unit whose store was prepared, with Ann signed in. */
interface Unit {
  readonly folder: string;
  host: BrowserHost;
}

export const test = base.extend<{
  readonly unit: (prepare: (desk: Desk, session: Session) => void | Promise<void>) => Promise<Unit>;
}>({
  unit: async ({ page }, use) => {
    const units: Unit[] = [];
    await use(async (prepare) => {
      const folder = temporaryFolder();
      await prepareStore(folder, prepare);
      const unit = { folder, host: await startBrowserHost({ storeFolder: folder }) };
      units.push(unit);
      await page.goto(unit.host.address);
      await signIn(page, 'ann');
      return unit;
    });
    for (const { host, folder } of units) {
      await host.stop();
      removeFolder(folder);
    }
  },
});

export { expect };

/** Goes to the keying screen, which opens the next reply. */
export async function toKeying(page: Page): Promise<void> {
  await page.keyboard.press('F6');
  await page.getByRole('dialog', { name: 'Go to' }).waitFor();
  await page.keyboard.type('Keying');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.keying').waitFor();
}

export const currentRow = (page: Page) => page.locator('.keying-field[data-current]');
export const isOn = (page: Page, field: string) =>
  expect(currentRow(page)).toHaveAttribute('data-field', field);
export const message = (page: Page) => page.locator('.message-line');
