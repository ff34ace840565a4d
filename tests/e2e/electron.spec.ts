import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import { removeFolder, temporaryFolder } from '../support/browser-host.ts';
import {
  startUnderElectron,
  startUnderStandIn,
  whyNoElectron,
  type RunningApp,
} from '../support/electron-app.ts';
import { expect, signIn, test } from '../support/app-test.ts';

// The built main process and its preload: under the stand-in everywhere, under Electron itself where it is there.

// A build, a program and a browser of its own for each.
test.describe.configure({ timeout: 120_000 });

let storeFolder: string;
let app: RunningApp | null;
test.beforeEach(() => {
  storeFolder = temporaryFolder();
  app = null;
});
test.afterEach(async () => {
  await app?.stop();
  removeFolder(storeFolder);
});

/** By keyboard: the first screen, the unit's store, out and in again. */
async function makeStoreAndComeBack(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Create the unit’s store' })).toBeVisible();
  await expect(page.getByLabel('Name of the unit')).toBeFocused();
  const passphrase = 'four plain words here';
  for (const entry of ['Test unit', 'Ada Example', 'ada', passphrase, passphrase]) {
    await page.keyboard.type(entry);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await signIn(page, 'ada', passphrase);
}

async function trySampleAndSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it with sample post' }).press('Enter');
  await expect(page.getByText('Sample post: thrown away at the end')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

/** What the page must not be able to do, whichever host shows it. */
async function expectNothingElseGiven({ page }: RunningApp): Promise<void> {
  const given = await page.evaluate(() => ({
    pipe: Object.keys((window as { postbagPipe?: object }).postbagPipe ?? {}).sort(),
    node: ['require', 'process', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
  }));
  expect(given).toEqual({ pipe: ['invoke', 'on'], node: [] });
  const reached = await page.evaluate(() => fetch('https://example.invalid/').then(() => 'reached', String));
  expect(reached).toContain('TypeError');
}

test('the built main process and preload run under the stand-in: a store by keyboard, closed with the window', async () => {
  app = await startUnderStandIn(storeFolder);
  await makeStoreAndComeBack(app.page);
  await expectNothingElseGiven(app);
  expect(await app.closeWindow()).toBe(0);
  // Closed in order, SQLite takes its write-ahead log back into the store.
  expect(existsSync(join(storeFolder, 'store.postbag'))).toBe(true);
  expect(existsSync(join(storeFolder, 'store.postbag-wal'))).toBe(false);
});

test('sample post is tried under the stand-in, and Ctrl+C ends it with exit code 0', async () => {
  app = await startUnderStandIn(storeFolder);
  await trySampleAndSignOut(app.page);
  expect(await app.stop()).toBe(0);
  expect(app.output()).not.toMatch(/error|warn/i);
});

test('a page that is not Postbag’s is refused by the sender check, and so is a frame within it', async () => {
  app = await startUnderStandIn(storeFolder);
  const call = `standInInvoke('postbag:call', 'session.state', null)`;
  const refused = { ok: false, error: { code: 'SENDER_REFUSED', details: {} } };
  // A page that was just opened has what the stand-in gives it a moment later.
  const answerIn = async (place: Page | Frame): Promise<unknown> => {
    await place.waitForFunction(`'standInInvoke' in window`);
    return await place.evaluate(call);
  };
  expect(await answerIn(app.page)).toMatchObject({ ok: true });
  const stranger = await app.page.context().newPage();
  await stranger.goto('about:blank');
  expect(await answerIn(stranger)).toEqual(refused);
  await app.page.evaluate(() => document.body.append(document.createElement('iframe')));
  expect(await answerIn(app.page.frames()[1]!)).toEqual(refused);
  // The main frame of our own window, but showing something else.
  await app.page.goto('about:blank');
  expect(await answerIn(app.page)).toEqual(refused);
  // Even where no policy of a page forbids it, no request leaves the window.
  await expect(app.page.goto('https://example.invalid/')).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  expect(app.output()).not.toContain('let https://example.invalid/ through');
  expect(await app.stop()).toBe(0);
});

test('the same story runs in Electron itself', async () => {
  const why = whyNoElectron();
  test.skip(why !== null, `Electron itself can’t be tried here: ${why}`);
  app = await startUnderElectron(storeFolder);
  expect(await app.page.evaluate(() => location.href)).toMatch(/^app:\/\/postbag\//);
  await makeStoreAndComeBack(app.page);
  await expectNothingElseGiven(app);
  expect(await app.page.evaluate(() => String(window.open('https://example.invalid/')))).toBe('null');
  expect(await app.closeWindow()).toBe(0);
});
