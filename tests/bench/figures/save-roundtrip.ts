import type { Page } from '@playwright/test';
import { openBrowser, openKeyingScreen, storeWith } from '../browser.ts';
import { commitsByTurns } from '../commits.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { takeSamples, watchPage, type Watched } from '../paint-watch.ts';
import { inMs, quantile } from '../quantile.ts';
import { takeTurns, type Side } from '../rounds.ts';

/**
 * From the key that leaves a field to *Saved* standing on the painted screen: browser, pipe, store, disk and
 * back. Its reference is the commit by itself, on the same disk, so that the rest is known too.
 */
export const saveRoundtrip: Figure = {
  name: 'save.roundtrip',
  about: 'key to “Saved” on the screen in the browser host; reference: the commit by itself',
  async measure() {
    await using opened = new Opened();
    const { page } = await openKeyingScreen(await openBrowser(opened), storeWith(1_000), opened);
    await watchSaves(page);
    const { ours, commit } = await takeTurns(12, {
      ours: leavingFields(page),
      commit: commitsByTurns(50, opened),
    });
    return {
      ours: ours.p50,
      reference: commit.p50,
      unit: 'ms',
      notes: [
        `p50 ${inMs(ours.p50)}, p99 ${inMs(quantile(ours.all, 0.99))}`,
        `the commit is ${Math.round((100 * commit.p50) / ours.p50)} % of it`,
        `${ours.all.length} fields`,
      ],
      limits: [],
    };
  },
};

/** Notes when the line has said “Saved” and that was painted, since the last key down. */
async function watchSaves(page: Page): Promise<void> {
  await watchPage(page);
  await page.evaluate(() => {
    const { samples, afterPaint } = globalThis as unknown as Watched;
    let pressedAt = 0;
    addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true });
    const line = document.querySelector('.keying-save')!;
    new MutationObserver(() => {
      if (line.getAttribute('data-state') !== 'saved') return;
      afterPaint(() => samples.push(performance.now() - pressedAt));
    }).observe(line, { attributeFilter: ['data-state'] });
  });
}

/** A letter, a pause until that is saved, and Tab, in the first lines of the form; then back to the first. */
function leavingFields(page: Page): Side {
  return async () => {
    const samples: number[] = [];
    for (const letter of 'abcde') {
      await page.keyboard.press(letter);
      await takeSamples(page, 1);
      await page.keyboard.press('Tab');
      samples.push(...(await takeSamples(page, 1)));
    }
    await page.keyboard.press('Control+Home');
    return samples;
  };
}
