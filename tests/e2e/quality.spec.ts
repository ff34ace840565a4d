import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { AuditEntry } from '../../contract/bridge/audit.ts';
import { expect, goTo, signIn, test as base } from '../support/app-test.ts';
import { removeFolder, startBrowserHost, temporaryFolder } from '../support/browser-host.ts';
import { prepareCheckedStore } from '../support/checked-store.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { prepareStore } from '../support/prepared-store.ts';
import { readCsv } from '../support/read-csv.ts';

// What second keying says, and what a supervisor holds in hand: quality, plan, batch, day sheet, audit. By keyboard.

const test = base.extend<{ readonly size: number; readonly unit: null }>({
  size: [4, { option: true }],
  unit: async ({ page, size }, use) => {
    const folder = temporaryFolder();
    await prepareStore(folder, (desk, session) => prepareCheckedStore(desk, session, size));
    const host = await startBrowserHost({ storeFolder: folder });
    await page.goto(host.address);
    await use(null);
    await host.stop();
    removeFolder(folder);
  },
});

test.describe('where enough was keyed twice', () => {
  test.use({ size: 20 });
  test('a supervisor sees everybody’s figures with their intervals, and the questions that cause them', async ({
    page,
    unit,
  }) => {
    test.setTimeout(120_000);
    expect(unit).toBeNull();
    await signIn(page, 'ann');
    await goTo(page, 'Quality');
    const ben = page.getByRole('region', { name: /^Ben/ });
    await expect(ben.getByRole('row', { name: /^Errors decided by another/ })).toContainText('1');
    await expect(ben.getByRole('row', { name: /^Errors per 10,000 fields/ })).toContainText(
      /\(between .* and .*\)/,
    );
    await expect(ben.getByRole('row', { name: /^Faults of the paper/ })).toContainText('1');
    const cara = page.getByRole('region', { name: /^Cara/ });
    await expect(
      cara
        .getByRole('row', { name: /^Put right by oneself/ })
        .getByRole('cell')
        .nth(1),
    ).toHaveText('1');
    for (const name of [/^Errors per 10,000 fields/, /^Errors per 1,000 strokes/]) {
      await expect(cara.getByRole('row', { name })).toContainText('Nothing was keyed twice.');
    }
    await expect(page.getByText('What is still being keyed again isn’t in it yet.')).toBeVisible();

    await expect(page.getByText('Choose a consultation above to see its questions.')).toBeVisible();
    await page.getByLabel('Consultation').focus();
    await page.keyboard.press('B');
    const questions = page.getByRole('region', { name: 'The questions that cause errors' });
    // The first two fields that anybody keyed differently stand in the form’s order, with their numbers.
    await expect(questions.getByRole('row').nth(1)).toBeVisible();
    const type = questions.getByRole('row').filter({ hasText: 'Which describes you best' }).first();
    await expect(type).toContainText('1');
    // The question's rates have their intervals, too; twenty replies keyed twice are too few for one.
    await expect(questions.getByRole('columnheader', { name: 'Errors per 10,000 fields' })).toBeVisible();
    await expect(type).toContainText('Too little to say.');
    await expectAccessible(page, 'quality');
    // A day without work has no figures, and says what to do.
    await page.getByLabel('From').fill('2001-01-01');
    await page.getByLabel('To and including').fill('2001-01-02');
    await expect(page.getByText('Nobody finished a reply in this period.')).toBeVisible();
    await page.getByLabel('To and including').fill('2000-01-02');
    await expect(page.getByText('Put two dates above, the earlier one first.')).toBeVisible();
  });
});

test('a keyer sees his own figures only, and is shown no way to the supervisor’s screens', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  expect(unit).toBeNull();
  await signIn(page, 'ben');
  await goTo(page, 'Quality');
  await expect(page.getByRole('region', { name: /^Ben/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Cara/ })).toHaveCount(0);
  await page.evaluate(() => {
    location.hash = '#/audit';
  });
  await expect(page.getByText('The audit is for supervisors.')).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/day-sheet';
  });
  await expect(page.getByText('The day sheet is for supervisors.')).toBeVisible();
});

test('a supervisor changes the plan with a reason; the earlier one stays in its history', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  expect(unit).toBeNull();
  await signIn(page, 'ann');
  await goTo(page, 'Consultations');
  // Today has such links, too.
  await expect(page.getByRole('heading', { level: 1, name: 'Consultations' })).toBeVisible();
  const plans = page.getByRole('link', { name: 'Plan of second keying' });
  await expect(plans).toHaveCount(2);
  await plans.last().press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Plan of second keying: BEN' })).toBeVisible();
  await expect(page.getByText('All other fields are keyed again too.')).toBeVisible();
  const drawn = page.getByRole('textbox', { name: 'Drawn of the other fields, in 1,000' });
  await drawn.fill('100');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Wrong ones that a batch may have' }).fill('0');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('heading', { name: 'What the draw finds, as it is typed' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^1 %/ })).toContainText(/\d+ of 100/);
  await expectAccessible(page, 'the plan');
  await page.getByRole('textbox', { name: 'Reason' }).focus();
  await page.keyboard.type('The draw is enough (test)');
  await page.keyboard.press('Enter');
  await expect(page.locator('.message-line')).toContainText('for what is finished from now on');
  await expect(page.getByText('Of the other fields 10 in 100 are drawn, by the seed “a test”')).toBeVisible();
  await expect(page.getByText(/Ann Example.*The draw is enough \(test\)/)).toBeVisible();
  const earlier = page.getByRole('region', { name: 'Earlier plans, the newest first' });
  await expect(earlier.getByRole('listitem').first()).toContainText('All other fields are keyed again too.');
});

test('a batch says what keeps it, by name, and what is half-keyed is handed over in one step', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  expect(unit).toBeNull();
  await signIn(page, 'ann');
  await goTo(page, 'Post');
  const batches = page.getByRole('grid', { name: 'Batches, newest first' });
  await batches.focus();
  await page.keyboard.press('Enter');
  const line = page.locator('.batch-line');
  await expect(line).toContainText('received 3 = keyed 2 + excluded 0 + outstanding 1');
  await expect(line).toContainText(
    'keyed 2 = verified 0 + to key again 1 + to decide 1 · sealed 0 · sent 0 · at headquarters 0',
  );
  await expect(line).toContainText(/BEN-0000\d\d to decide.*BEN-0000\d\d to key again.*BEN-0000\d\d to key/);
  await expectAccessible(page, 'what keeps a batch');
  const message = page.locator('.message-line');
  await handToCara(page);
  await expect(message).toContainText(/1 reply is Cara .* now: BEN-0000\d\d\./);
  await handToCara(page);
  await expect(message).toContainText('Nothing of this batch is half-keyed by anybody else.');
});

async function handToCara(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hand over…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Hand over what is half-keyed' });
  // The names are there before one of them is typed.
  await expect(dialog.getByRole('option', { name: /^Cara/ })).toBeAttached();
  await dialog.getByLabel('To').focus();
  await page.keyboard.press('C');
  await expect(dialog.getByRole('button', { name: 'Hand over' })).toBeEnabled();
  await dialog.getByRole('button', { name: 'Hand over' }).press('Enter');
  await expect(dialog).toBeHidden();
}

test('the day sheet says where everything stands, what was done today and what waits longest, and prints', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  expect(unit).toBeNull();
  await signIn(page, 'ann');
  await goTo(page, 'Day');
  await page.getByLabel('Consultation').focus();
  await page.keyboard.press('B');
  await expect(page.getByRole('heading', { name: /^Benches on the Green/ })).toBeVisible();
  await expect(page.getByLabel('Consultation').getByRole('option')).toHaveText(['CWS', 'BEN']);
  const stands = page.getByRole('region', { name: 'By channel', exact: true });
  const post = stands.getByRole('row', { name: /^Post/ });
  const email = stands.getByRole('row', { name: /^E-mail/ });
  // Received, keyed, excluded, outstanding, verified, to key again, to decide, sealed, sent, at headquarters.
  await expect(post.getByRole('cell')).toHaveText(['4', '4', '0', '0', '4', '0', '0', '0', '0', '0']);
  await expect(email.getByRole('cell')).toHaveText(['3', '2', '0', '1', '0', '1', '1', '0', '0', '0']);
  await expect(page.getByText('received 7 = keyed 6 + excluded 0 + outstanding 1')).toBeVisible();
  // Logged, keyed, keyed again, decided, sealed.
  const done = page.getByRole('region', { name: 'Done today' });
  const doneBy = (name: RegExp) => done.getByRole('row', { name }).getByRole('cell');
  await expect(doneBy(/^Post/)).toHaveText(['4', '4', '4', '3', '0']);
  await expect(doneBy(/^E-mail/)).toHaveText(['3', '2', '1', '0', '0']);
  await expect(doneBy(/^All/)).toHaveText(['7', '6', '5', '3', '0']);
  await expectAccessible(page, 'the day sheet');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByLabel('Day', { exact: true })).toBeHidden();
  await expect(post).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.getByLabel('Day', { exact: true }).fill('2001-01-01');
  await expect(
    page
      .getByRole('region', { name: 'Done on that day' })
      .getByRole('row', { name: /^All/ })
      .getByRole('cell'),
  ).toHaveText(['0', '0', '0', '0', '0']);
  // A figure leads to its list.
  await email.getByRole('cell').nth(6).getByRole('link').press('Enter');
  await expect(page.getByLabel('How far')).toHaveValue('to-decide');
  await expect(page.getByText('1 reply', { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole('region', { name: 'What is left' }).getByRole('link').first().press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reply BEN-000007');
});

test('the audit is filtered, checked and written into a file that carries its head', async ({
  page,
  unit,
}) => {
  test.setTimeout(120_000);
  expect(unit).toBeNull();
  await signIn(page, 'ann');
  await goTo(page, 'Audit');
  await expect(page.getByRole('button', { name: 'Check the whole audit' })).toBeFocused();
  await page.keyboard.press('Enter');
  const verdict = page.getByText(/Whole: [\d,]+ entries, each as it was written\. Head [0-9a-f]{8}\./);
  await expect(verdict).toBeVisible();
  const head = /Head ([0-9a-f]{8})/.exec(await verdict.innerText())![1]!;
  await expectAccessible(page, 'the audit');
  const rows = page.getByRole('region', { name: 'Entries, the newest first' }).locator('tbody tr');
  await page.getByLabel('Act').selectOption({ label: 'Decided a difference' });
  await expect(rows).toHaveCount(3);
  await page.getByLabel('Serial or id').fill('ben-2');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('BEN-000002');
  await page.getByRole('button', { name: 'All about BEN-000002' }).press('Enter');
  await expect(page.getByLabel('Act')).toHaveValue('');
  await expect(rows.filter({ hasText: 'Logged a reply' })).toHaveCount(1);
  await page.getByLabel('Serial or id').fill('');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Write what is chosen as NDJSON' }).press('Enter');
  const file = await (await saved).path();
  const [about, ...lines] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const { audit } = z
    .looseObject({ audit: z.looseObject({ head: z.string(), entries: z.int() }) })
    .parse(about);
  expect(audit.head.slice(0, 8)).toBe(head);
  expect(lines.pop()).toEqual({ entries: audit.entries });
  const entries = z.array(AuditEntry).parse(lines);
  expect(entries).toHaveLength(audit.entries);
  expect(entries[0]!.h).toBe(audit.head);

  // Tab from the one to the other: the table says the same.
  const table = page.waitForEvent('download');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Write what is chosen as CSV' })).toBeFocused();
  await page.keyboard.press('Enter');
  const download = await table;
  expect(download.suggestedFilename()).toMatch(/^audit \d{4}-\d\d-\d\d\.csv$/);
  const written = readCsv(readFileSync(await download.path(), 'utf8').slice(1));
  expect(written.find(([name]) => name === 'head')![1]).toBe(audit.head);
  expect(written.at(-1)!.slice(0, 2)).toEqual(['entries in this file', `${audit.entries}`]);
});
