import { expect, goTo, signIn, test } from '../support/app-test.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';

test('a shipped consultation is loaded in one step, and a second stands beside it with every fact', async ({
  page,
}) => {
  const folder = temporaryFolder();
  await prepareStore(folder, () => {});
  const host = await startBrowserHost({ storeFolder: folder });
  await page.goto(host.address);
  await signIn(page, 'ann');
  await expect(page.getByText('There is no consultation in this store yet.')).toBeVisible();
  await goTo(page, 'Cons');
  await expect(page.getByRole('button', { name: /^Load Children/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const cws = page.getByRole('article', { name: /Children’s Workforce Strategy/ });
  for (const fact of [
    'The questions are placeholders.',
    'Department for Education and Skills',
    'From 28 June 2007: Department for Children, Schools and Families',
    '29 March 2007',
    'Saturday 30 June 2007',
    'Castle View House, East Lane, Runcorn, WA7 2GJ',
    'CWS.CONSULTATION@dfes.gsi.gov.uk',
    'Alistair McMillan, 020 7925 6964',
    'Freedom of Information Act 2000',
    'Autumn 2007',
    '(placeholder)',
    'go to',
  ]) {
    await expect(cws).toContainText(fact);
  }
  await page.getByRole('button', { name: /^Load Benches/ }).click();
  const benches = page.getByRole('article', { name: /Benches on the Green/ });
  await expect(benches).toBeVisible();
  const [left, right] = [await cws.boundingBox(), await benches.boundingBox()];
  expect(right!.x).toBeGreaterThan(left!.x + left!.width - 1);
  expect(Math.abs(right!.y - left!.y)).toBeLessThan(2);

  await page.getByLabel('Show CWS').uncheck();
  await expect(cws).toBeHidden();
  await host.stop();
  removeFolder(folder);
});

test('a file with mistakes is refused with each mistake at its place, and nothing is taken in', async ({
  page,
  sample,
}) => {
  expect(sample.address).toContain('127.0.0.1');
  await goTo(page, 'Cons');
  const pack = { format: 'postbag-pack/1', id: 'new', closesOn: '2007-02-30' };
  await page.setInputFiles('input[type=file]', {
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(pack)),
  });
  const mistakes = page.getByRole('region', { name: 'Mistakes in the file' });
  await expect(mistakes.getByRole('row', { name: /closesOn/ })).toContainText('Must be a day that exists');
  await expect(mistakes.getByRole('row', { name: /sections/ })).toContainText('Is missing.');
  await expect(page.getByRole('article')).toHaveCount(1);
});
