import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/app-test.ts';
import { forEachScreen } from '../support/every-screen.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ page, host }) => {
    test.setTimeout(180_000);
    expect(host.address).toContain('127.0.0.1');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await forEachScreen(page, async (name) => {
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
      );
      expect.soft(found, name).toEqual([]);
    });
  });
}

test('nothing is lost at 400 %: every screen fits a window of 342 × 192 without scrolling sideways', async ({
  page,
  host,
}) => {
  test.setTimeout(180_000);
  expect(host.address).toContain('127.0.0.1');
  // 1366 × 768 at 400 % is this many CSS pixels.
  await page.setViewportSize({ width: 342, height: 192 });
  await forEachScreen(page, async (name) => {
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, name).toBeLessThanOrEqual(0);
  });
});
