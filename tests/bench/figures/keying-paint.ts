import type { Page } from '@playwright/test';
import { openBarePage, openBrowser, openKeyingScreen, storeWith } from '../browser.ts';
import type { Figure } from '../figure.ts';
import { pressAndTrace } from '../key-latency.ts';
import { pressAndWatch, takeSamples, watchPaints } from '../paint-watch.ts';
import { Opened } from '../opened.ts';
import { inMs, median, quantile } from '../quantile.ts';
import { takeTurns, type Side } from '../rounds.ts';

const rounds = 30;
const many = 100_000;
const few = 1_000;
const letters = [...'the quick brown fox jumps'].filter((letter) => letter !== ' ');

/** What a keyer feels: a key is pressed, and the screen shows it. The page's own part of it is in the note. */
export const keyingPaint: Figure = {
  name: 'keying.paint',
  about: `key to next paint on the keying screen, ${many} replies in the store, against a bare input`,
  async measure() {
    await using opened = new Opened();
    const browser = await openBrowser(opened);
    const bare = await openBarePage(browser, opened);
    const { page: withMany } = await openKeyingScreen(browser, storeWith(many), opened);
    const { page: withFew } = await openKeyingScreen(browser, storeWith(few), opened);
    for (const page of [bare, withMany, withFew]) await watchPaints(page);
    const painted = { ours: [] as number[], reference: [] as number[] };
    const found = await takeTurns(rounds, {
      ours: typing(withMany, painted.ours),
      few: typing(withFew, []),
      reference: typing(bare, painted.reference),
    });
    const advances = await takeTurns(5, { ours: advancing(withMany) });
    const { ours, few: ofFew, reference } = found;
    return {
      ours: ours.p50,
      reference: reference.p50,
      unit: 'ms',
      notes: [
        `p99 ${inMs(quantile(ours.all, 0.99))} (reference ${inMs(quantile(reference.all, 0.99))})`,
        `with ${few} replies ${inMs(ofFew.p50)}`,
        `the page's own part ${inMs(median(painted.ours))} (reference ${inMs(median(painted.reference))}), of Tab ${inMs(advances.ours.p50)}`,
      ],
      limits: [
        { what: 'ratio', value: ours.p50 / reference.p50, atMost: 1.5 },
        { what: `growth from ${few} replies`, value: ours.p50 / ofFew.p50, atMost: 1.1 },
      ],
    };
  },
};

/** Types into the field where the cursor is and empties it again. */
function typing(page: Page, painted: number[]): Side {
  return async () => {
    await page.bringToFront();
    const times = await pressAndTrace(page, letters);
    painted.push(...times.painted);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await takeSamples(page, 3);
    return times.shown;
  };
}

/** A letter and Tab, in the first lines of the form; then back to the first. */
function advancing(page: Page): Side {
  return async () => {
    await page.bringToFront();
    const samples = await pressAndWatch(page, ['a', 'Tab', 'b', 'Tab', 'c', 'Tab', 'd', 'Tab']);
    await page.keyboard.press('Control+Home');
    await takeSamples(page, 2);
    return samples.filter((_, index) => index % 2 === 1);
  };
}
