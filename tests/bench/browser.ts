import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Session } from '../../electron/people/session.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { buildAll } from '../../scripts/build.ts';
import { ensureBrowser } from '../../scripts/ensure-browser.ts';
import { isBuilt } from '../../scripts/start/build-stamp.ts';
import { signIn } from '../support/app-test.ts';
import {
  removeFolder,
  startBrowserHost,
  temporaryFolder,
  type BrowserHost,
} from '../support/browser-host.ts';
import { chromiumOptions } from '../support/chromium.ts';
import { fillStore } from '../support/fill-store.ts';
import { aFullBatch, loadBothConsultations } from '../support/post-room.ts';
import { prepareStore } from '../support/prepared-store.ts';
import type { Opened } from './opened.ts';

/** Opens a browser, and sees to it that there is one, and something to show in it. */
export async function openBrowser(opened: Opened): Promise<Browser> {
  ensureBrowser();
  if (!isBuilt(root, dist)) await buildAll(dist);
  const browser = await chromium.launch(chromiumOptions('measure'));
  opened.onClose(() => browser.close());
  return browser;
}

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/** A page with one input on it and nothing else, as the least that can be typed into. */
export const barePage = '<!doctype html><title>bare</title><input autofocus>';

export async function openBarePage(browser: Browser, opened: Opened): Promise<Page> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(barePage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.onClose(() => server.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.locator('input').focus();
  return page;
}

/** The real program, and a browser at its keying screen. */
export interface AtKeying {
  readonly page: Page;
  readonly host: BrowserHost;
}

/** Prepares a store, starts the real program on it and goes to keying, first or second, where the next reply opens. */
export async function openKeyingScreen(
  browser: Browser,
  prepare: (desk: Desk, session: Session) => void | Promise<void>,
  opened: Opened,
  hash: '#/keying' | '#/checking' = '#/keying',
): Promise<AtKeying> {
  const storeFolder = temporaryFolder();
  opened.onClose(() => removeFolder(storeFolder));
  await prepareStore(storeFolder, prepare);
  const host = await startBrowserHost({ storeFolder });
  opened.onClose(() => host.stop());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(host.address);
  await signIn(page, 'ann');
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('[data-entry]:focus').waitFor();
  return { page, host };
}

/** A store with so many replies of which ten are not begun and come first. */
export const storeWith =
  (replies: number) =>
  (desk: Desk): void => {
    loadBothConsultations(desk);
    aFullBatch(desk, 10);
    fillStore(desk, replies);
  };
