import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { removeFolder, startBrowserHost } from '../tests/support/browser-host.ts';
import { chromiumOptions } from '../tests/support/chromium.ts';
import { forEachScreen } from '../tests/support/every-screen.ts';
import { ensureBrowser } from './ensure-browser.ts';

// `npm run screenshots`: every screen, light and dark, at the ordinary monitor's size, into screenshots/. For
// looking at: would one want to work in this for eight hours?

const folder = resolve(import.meta.dirname, '../screenshots');
mkdirSync(folder, { recursive: true });
ensureBrowser();

const browser = await chromium.launch(chromiumOptions());
for (const scheme of ['light', 'dark'] as const) {
  const host = await startBrowserHost();
  const page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await page.goto(host.address);
  await forEachScreen(page, async (name) => {
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
    console.log(`${name}-${scheme}.png`);
  });
  await page.close();
  await host.stop();
  removeFolder(host.storeFolder);
}
await browser.close();
