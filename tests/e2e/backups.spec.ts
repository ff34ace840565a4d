import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { samplePassphrase } from '../../contract/records/sample-people.ts';
import { expect, goTo, signIn, test as base } from '../support/app-test.ts';
import {
  removeFolder,
  startBrowserHost,
  temporaryFolder,
  type BrowserHost,
} from '../support/browser-host.ts';
import { runHeadquarters, startHeadquarters } from '../support/headquarters.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';

/** A unit with two replies logged, and the program on its store, started anew as often as need be. */
interface Unit {
  readonly folder: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const test = base.extend<{ readonly unit: Unit }>({
  unit: async ({ page }, use) => {
    const folder = temporaryFolder();
    await prepareStore(folder, (desk) => {
      loadBothConsultations(desk);
      const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 2 });
      aReply(desk, batch);
      aReply(desk, batch);
    });
    let host: BrowserHost | null = null;
    const stop = async (): Promise<void> => {
      await host?.stop();
      host = null;
    };
    await use({
      folder,
      stop,
      async start() {
        await stop();
        host = await startBrowserHost({ storeFolder: folder });
        await page.goto(host.address);
      },
    });
    await stop();
    removeFolder(folder);
  },
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('a backup is made, the store is damaged, and the backup opens in its place, by keyboard', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.start();
  await signIn(page, 'ann');
  await goTo(page, 'Backups');
  await expect(page.getByRole('button', { name: 'Back up now' })).toBeFocused();
  await expectAccessible(page, 'backups, none yet');
  // The program makes one by itself after the sign-in; whoever presses meanwhile waits for it.
  await expect(page.locator('.backup-list tbody tr').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Back up now' }).press('Enter');
  await expect(page.locator('.message-line')).toContainText('read back whole');
  await expect(page.locator('.backup-list tbody tr').first()).toContainText('Whole on');
  await expectAccessible(page, 'backups, one');
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await unit.stop();

  truncateSync(join(unit.folder, 'store.postbag'), 20_480);
  await unit.start();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('ann');
  await page.keyboard.press('Tab');
  await page.keyboard.type(samplePassphrase);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'A part of the store is damaged')).toBeVisible();
  await expect(page.getByRole('button', { name: 'I have put it back' })).toBeFocused();
  await expectAccessible(page, 'a damaged part');
  const take = page.getByRole('button', { name: /Take the backup of/ }).first();
  await take.press('Enter');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signIn(page, 'ann');
  await expect(page.getByRole('heading', { name: 'This store was put back from a backup' })).toBeVisible();
  await expect(page.getByText('can’t be opened, so what was keyed after')).toBeVisible();
  await expect(page.getByRole('button', { name: /2 to key/ })).toBeVisible();
  await page.getByRole('button', { name: 'I have read this' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'This store was put back' })).toBeHidden();
  expect(readdirSync(unit.folder).filter((name) => name.startsWith('store-set-aside-'))).toHaveLength(1);
});

test('a supervisor restores from the screen, and is told what was keyed since', async ({ page, unit }) => {
  test.setTimeout(120_000);
  await unit.start();
  await signIn(page, 'ann');
  await goTo(page, 'Backups');
  const first = page.locator('.backup-list tbody tr').first();
  await expect(first).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Restore this backup' });
  await expect(dialog.getByRole('button', { name: 'Leave it as it is' })).toBeFocused();
  await expectAccessible(page, 'before a restore');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await signIn(page, 'ann');
  await expect(page.getByText('Nothing had been keyed after the backup that was not sent.')).toBeVisible();
});

test('when nobody can sign in any more, headquarters’ answer opens the store for a new supervisor', async ({
  page,
  unit,
}) => {
  test.setTimeout(180_000);
  const headquarters = await startHeadquarters();
  try {
    await unit.start();
    await signIn(page, 'ann');
    await goTo(page, 'Send');
    await expect(page.getByLabel('Code from headquarters')).toBeFocused();
    await page.keyboard.type(await headquarters.newEnrolmentCode());
    await page.keyboard.press('Enter');
    await expect(page.locator('.message-line')).toContainText('is enrolled');
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');

    await page.getByRole('button', { name: 'Nobody can sign in any more' }).press('Enter');
    const write = page.getByRole('button', { name: 'Write the request' });
    await expect(write).toBeFocused();
    await expectAccessible(page, 'nobody can sign in');
    await page.keyboard.press('Enter');
    const text = await page.getByLabel('The request to headquarters').inputValue();
    const check = await page.locator('.restore-panel .serial').innerText();
    await expectAccessible(page, 'a request written');
    const request = join(unit.folder, 'request.txt');
    writeFileSync(
      request,
      `Dear headquarters,

${text}`,
    );
    const answerFile = join(unit.folder, 'answer.txt');
    const options = ['--reason', 'nobody is left (test)', '--check', check, '--out', answerFile];
    const said = await runHeadquarters('recover', request, '--data', headquarters.folder, ...options);
    expect(said).toContain(check);
    const answer = readFileSync(answerFile, 'utf8');
    await page.getByLabel('The answer, from its first line to its last').fill(answer);
    await page.getByLabel('Your full name').focus();
    for (const entry of ['Nora Newcomer', 'nora', samplePassphrase, samplePassphrase]) {
      await page.keyboard.type(entry);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
    await goTo(page, 'Today');
    await expect(page.getByRole('button', { name: /2 to key/ })).toBeVisible();
    expect(existsSync(join(unit.folder, 'recovery-request.json'))).toBe(false);
  } finally {
    await headquarters.stop();
  }
});

test('a keyring that is missing comes back from a backup; a folder without backups says so', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  await unit.start();
  await signIn(page, 'ann');
  await goTo(page, 'Backups');
  await expect(page.locator('.backup-list tbody tr').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await unit.stop();
  removeFolder(join(unit.folder, 'keyring.json'));
  await unit.start();
  await expect(heading(page, 'A part of the store is missing')).toBeVisible();
  await page.getByLabel('Look in another folder').fill(temporaryFolder());
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is no backup in that folder.')).toBeVisible();
  await page.getByLabel('Look in another folder').fill('');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /Take the backup of/ })
    .first()
    .press('Enter');
  await signIn(page, 'ann');
  await expect(page.getByRole('button', { name: /2 to key/ })).toBeVisible();
});
