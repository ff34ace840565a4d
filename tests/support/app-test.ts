import { test as base, expect, type Page } from '@playwright/test';
import { samplePassphrase } from '../../contract/records/sample-people.ts';
import { removeFolder, startBrowserHost, type BrowserHost } from './browser-host.ts';

/**
 * The app in a browser, as a person meets it: `host` is the running program with an empty store folder,
 * `sample` one with sample post and the supervisor Ann signed in. `page` is opened on whichever is asked for.
 */
interface Fixtures {
  readonly host: BrowserHost;
  readonly sample: BrowserHost;
}

export const test = base.extend<Fixtures>({
  host: async ({ page }, use) => {
    const host = await startBrowserHost();
    await page.goto(host.address);
    await use(host);
    await host.stop();
    removeFolder(host.storeFolder);
  },
  sample: async ({ page }, use) => {
    const host = await startBrowserHost({ isSample: true });
    await page.goto(host.address);
    // Ready is where the focus stands on the work that waits: a key pressed before would do nothing.
    await expect(page.getByRole('button', { name: /12 to key/ })).toBeFocused();
    await use(host);
    await host.stop();
  },
});

export { expect };

/** Signs in at the sign-in screen, by keyboard. */
export async function signIn(page: Page, name: string, passphrase = samplePassphrase): Promise<void> {
  await page.getByLabel('Name', { exact: true }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
}

/** Goes to a screen by F6, as its first letters are typed. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.keyboard.press('F6');
  await page.getByRole('dialog', { name: 'Go to' }).waitFor();
  await page.keyboard.type(screen);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Go to' }).waitFor({ state: 'detached' });
}
