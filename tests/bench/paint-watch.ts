import type { Page } from '@playwright/test';

// Runs in the page. A message that is posted in a frame's own callback is handled when that frame was painted.

/** What the bench leaves in the page that it watches. */
export interface Watched {
  afterPaint: (then: () => void) => void;
  /** Milliseconds, from the moment at which the browser says that the key was pressed. */
  samples: number[];
}

export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as Watched;
    watched.samples = [];
    watched.afterPaint = (then) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', then);
        port1.start();
        port2.postMessage(null);
      });
  });
}

/** From each key to the next paint. */
export async function watchPaints(page: Page): Promise<void> {
  await watchPage(page);
  await page.evaluate(() => {
    const { samples, afterPaint } = globalThis as unknown as Watched;
    const onKeyDown = ({ timeStamp }: KeyboardEvent): void =>
      afterPaint(() => samples.push(performance.now() - timeStamp));
    addEventListener('keydown', onKeyDown, { capture: true });
  });
}

/** Waits until there are so many samples, and takes them away. */
export async function takeSamples(page: Page, count: number): Promise<number[]> {
  await page.waitForFunction((least) => (globalThis as unknown as Watched).samples.length >= least, count);
  return page.evaluate(() => (globalThis as unknown as Watched).samples.splice(0));
}

/** Presses the keys at about the pace of fast fingers and says how long each took to be painted. */
export async function pressAndWatch(page: Page, keys: readonly string[]): Promise<number[]> {
  for (const key of keys) {
    await page.keyboard.down(key);
    // A finger stays on its key for a while. Uneven, so that the keys don't fall in step with the screen's frames.
    await page.waitForTimeout(25 + Math.random() * 35);
    await page.keyboard.up(key);
  }
  return takeSamples(page, keys.length);
}
