import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What is dark differs in its colours alone. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** A state that has several mistakes tells all of them. */
const expectSoftly = expect.configure({ soft: true });

/**
 * Looks at the state that a screen is in: axe finds nothing in light and dark, and at 400 % (1366 × 768 is then 342 ×
 * 192 CSS pixels) nothing runs out of the window sideways. The window is as it was afterwards.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Without the page of its own that axe opens to put the results of frames together: there are no frames.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const looking = colorScheme === 'light' ? axe.withTags(rules) : axe.withRules(ofColours);
    const { violations } = await looking.analyze();
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
    );
    expectSoftly(found, `${state}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 342, height: 192 });
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expectSoftly.poll(overflow, `${state}, 400 %`).toBeLessThanOrEqual(0);
  await page.setViewportSize(before);
}
