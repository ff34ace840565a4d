import type { Page } from '@playwright/test';
import type { Desk } from '../../electron/store/desk.ts';
import { enrol } from '../../electron/sync/enrol.ts';
import { signIn, test as base } from './app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder, type BrowserHost } from './browser-host.ts';
import { startHeadquarters, type RunningHeadquarters } from './headquarters.ts';
import { aLossyWay, type LossyWay } from './lossy-way.ts';
import { loadBothConsultations } from './post-room.ts';
import { prepareStore } from './prepared-store.ts';

/** A unit's program on a store that is enrolled, over a way that can be cut, with a real headquarters. */
export interface EnrolledUnit {
  /** Makes the store, enrols it, lets `prepare` work in it (before anything is sent), starts the program on it and signs the supervisor in. */
  begins(page: Page, prepare: (desk: Desk) => void): Promise<BrowserHost>;
}

interface Fixtures {
  readonly headquarters: RunningHeadquarters;
  readonly way: LossyWay;
  readonly unit: EnrolledUnit;
}

/** An address at which nothing listens: the network is away. */
export const nowhere = 'http://127.0.0.1:9';

export const test = base.extend<Fixtures>({
  // Playwright reads a fixture's needs from this pattern; this one has none.
  // oxlint-disable-next-line no-empty-pattern
  headquarters: async ({}, use) => {
    const headquarters = await startHeadquarters();
    await use(headquarters);
    await headquarters.stop();
  },
  way: async ({ headquarters }, use) => {
    const way = await aLossyWay(headquarters.url);
    await use(way);
    await way.stop();
  },
  unit: async ({ headquarters, way }, use) => {
    const folder = temporaryFolder();
    let host: BrowserHost | undefined;
    await use({
      async begins(page, prepare) {
        const code = await headquarters.newEnrolmentCode();
        await prepareStore(folder, async (desk) => {
          loadBothConsultations(desk);
          await enrol(desk, code.replace(headquarters.url, way.url), new AbortController().signal);
          prepare(desk);
        });
        host = await startBrowserHost({ storeFolder: folder });
        await page.goto(host.address);
        await signIn(page, 'ann');
        return host;
      },
    });
    await host?.stop();
    removeFolder(folder);
  },
});

export { expect } from './app-test.ts';

/** Presses Tab until something of this name has the focus: whatever can be done can be reached. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    const focused = page.locator(':focus');
    const names = await focused.evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
    );
    if (names.some((text) => name.test(text))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`nothing called ${String(name)} takes the focus`);
}
