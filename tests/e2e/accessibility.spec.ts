import { expect, test } from '../support/app-test.ts';
import { forEachScreen } from '../support/every-screen.ts';
import { expectAccessible } from '../support/looked-at.ts';

test('axe finds nothing on any screen, light and dark; nothing scrolls sideways at 400 %', async ({
  page,
  host,
}) => {
  test.setTimeout(180_000);
  expect(host.address).toContain('127.0.0.1');
  await forEachScreen(page, (name) => expectAccessible(page, name));
});
