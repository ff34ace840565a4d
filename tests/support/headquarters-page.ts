import { test as base, expect as usualExpect, type Page } from '@playwright/test';
import { ensurePageBuilt } from './built-app.ts';
import { startHeadquarters, type RunningHeadquarters } from './headquarters.ts';

/** Headquarters' page in a browser, as its staff meet it: a real headquarters with an empty PostgreSQL. */
interface Fixtures {
  readonly headquarters: RunningHeadquarters;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright finds out by the pattern what a fixture needs
  headquarters: async ({}, use) => {
    ensurePageBuilt();
    const headquarters = await startHeadquarters();
    await use(headquarters);
    await headquarters.stop();
  },
});

/** The page asks every five seconds, and a busy machine takes its time. */
export const expect = usualExpect.configure({ timeout: 30_000 });

export const passphrase = 'four invented plain words';

/** The one-time link that headquarters printed at its first start. */
export function printedStaffLink({ printed }: RunningHeadquarters): string {
  return /http\S+#staff-\S+/.exec(printed.join('\n'))![0];
}

/** Opens a one-time link that is nobody's and chooses name and passphrase, by keyboard. */
export async function chooseFirstAccount(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByLabel('Your name')).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Tab');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'To the sign-in' })).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Signs in at the sign-in form, by keyboard, and waits until the page is there. */
export async function signIn(page: Page, name: string, typed = passphrase): Promise<void> {
  await typeSignIn(page, name, typed);
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
}

/** Types name and passphrase and presses Enter, whatever comes of it. */
export async function typeSignIn(page: Page, name: string, typed: string): Promise<void> {
  const field = page.getByLabel('Name', { exact: true });
  await expect(field).toBeVisible();
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
}

/** The first account made and signed in. */
export async function asFirstStaff(
  page: Page,
  headquarters: RunningHeadquarters,
  name = 'Invented Staff',
): Promise<void> {
  await chooseFirstAccount(page, printedStaffLink(headquarters), name);
  await signIn(page, name);
}

/** Goes to a screen by F6, as its first letters are typed. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.keyboard.press('F6');
  const dialog = page.getByRole('dialog', { name: 'Go to' });
  await expect(dialog.getByLabel('Screen', { exact: true })).toBeFocused();
  await page.keyboard.type(screen);
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
}

/** Every screen that F6 leads to. */
export const pageScreens = [
  'Arrived',
  'Reconciliation',
  'Needs a person',
  'Computers',
  'Courier',
  'Consultations',
  'Backups',
  'What was done',
];
