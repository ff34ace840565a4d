import { Encrypter } from 'age-encryption';
import { v7 as uuidv7 } from 'uuid';
import { ReceiptFile } from '../../contract/sync/courier.ts';
import { openDatabase } from '../../headquarters/database/open-database.ts';
import { carriedBy } from '../support/courier.ts';
import {
  asFirstStaff,
  chooseFirstAccount,
  expect,
  goTo,
  pageScreens,
  passphrase,
  printedStaffLink,
  signIn,
  test,
  typeSignIn,
} from '../support/headquarters-page.ts';
import { runHeadquarters } from '../support/headquarters.ts';
import { knownForm } from '../support/known-form.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { storeUnreadable } from '../support/many-unreadable.ts';
import { aReplyDocument, inventedBatch } from '../support/reply-documents.ts';
import { enrolDevice, type SendingDevice } from '../support/sending-device.ts';

// Headquarters' page as its staff meet it: a real headquarters, real computers that send, and the keyboard.

// Each starts a headquarters with a PostgreSQL of its own.
test.describe.configure({ timeout: 180_000 });

/** A reply to the consultation that headquarters knows, so that nothing about it needs a person. */
const aKnownReply = (serial: number, changes: object = {}) =>
  aReplyDocument(serial, { consultation: knownForm(), ...changes });

/** A batch of 25, of which the fourth and everything after the sixth is missing, and three came late. */
function sealABatch(device: SendingDevice): void {
  device.seal(
    ...[1, 2].map((serial) => aKnownReply(serial)),
    ...[3, 5, 6].map((serial) => aKnownReply(serial, { isLate: true })),
    aKnownReply(7, { exclusion: { reason: 'not-a-reply', note: '' } }),
  );
}

test('the first of staff: a one-time link, a wrong passphrase, in and out', async ({
  page,
  headquarters,
}) => {
  const link = printedStaffLink(headquarters);
  await chooseFirstAccount(page, link, 'Anna Invented');
  await typeSignIn(page, 'Anna Invented', 'not the passphrase');
  await expect(page.getByRole('alert').getByText('do not fit together')).toBeVisible();
  await expect(page.getByLabel('Passphrase')).toHaveValue('');
  // The next try is taken a second later; one that comes too early is said to be, and costs nothing.
  await expect(async () => {
    await typeSignIn(page, 'anna invented', passphrase);
    await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(page.getByText('Anna Invented')).toBeVisible();

  // Nothing has arrived: what to do first is a link, and the first thing that Tab reaches in the page.
  const toDo = page.getByRole('link', { name: 'Make an enrolment code' });
  await expect(page.getByRole('main')).toBeFocused();
  await expect(toDo).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(toDo).toBeFocused();

  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Headquarters: sign in' })).toBeVisible();
  await expect(page.getByText('Nobody can sign in yet')).toBeHidden();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});

test('what a computer sends is seen, adds up, leads to its list, and is decided by keys', async ({
  page,
  headquarters,
}) => {
  await asFirstStaff(page, headquarters);
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  sealABatch(device);
  await device.sendAll();

  // It comes by itself, without a reload.
  const main = page.getByRole('main');
  await expect(
    main.getByText('logged and sealed at the unit 25 = received here 6 + missing 19'),
  ).toBeVisible();
  await expect(
    main.getByText(
      'received here 6 = applied 2 + set aside 1 + withdrawn 0 + rejected here 0 + needs a person 3',
    ),
  ).toBeVisible();

  await main.getByRole('link', { name: '2 applied' }).focus();
  await page.keyboard.press('Enter');
  await expect(main.getByRole('heading', { level: 1, name: 'Replies' })).toBeVisible();
  await expect(main.getByText('2 replies')).toBeVisible();
  for (const serial of ['INV-000001', 'INV-000002']) {
    await expect(main.getByText(serial, { exact: true })).toBeVisible();
  }

  await goTo(page, 'Reconciliation');
  const line = main.getByRole('row', { name: /0007/ });
  await expect(line).toContainText('19');
  await expect(line).toContainText('INV-000004');

  await expect(page.getByRole('link', { name: 'Needs a person 3' })).toBeVisible();
  await goTo(page, 'Needs a person');
  const list = page.getByRole('grid', { name: 'What needs a person' });
  await expect(list).toBeFocused();
  await expect(page.getByText('This reply came after the closing date.')).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByLabel('Why', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByLabel('Why', { exact: true })).toBeFocused();
  await page.keyboard.type('The post was late that week.');
  await page.keyboard.press('Enter');
  // The next one is at hand, and the focus is where its keys are.
  await expect(page.getByText('Acknowledge: INV-000003. It is written down.')).toBeVisible();
  await expect(list.getByRole('row', { name: /INV-0/ })).toHaveCount(2);
  await expect(list).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByLabel('Why', { exact: true })).toBeFocused();
  await page.keyboard.type('Came a y');
  // A colleague is quicker: what was typed about it is never said of the next one.
  const overtaken = device.events[3]!;
  const colleague = ['acknowledge', '--reason', 'Seen.', '--data', headquarters.folder];
  await runHeadquarters('decide', overtaken.eventId, ...colleague);
  await expect(page.getByText('Somebody decided this in the meantime.')).toBeVisible();
  await expect(list).toBeFocused();
  await expect(page.getByRole('region', { name: 'The item at hand' })).toContainText('INV-000006');
  await page.keyboard.press('r');
  await expect(page.getByLabel('Why', { exact: true })).toBeFocused();
  await page.keyboard.type('Came a year later.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing needs a person' })).toBeVisible();
  const decided = main.getByRole('table', { name: /What was decided/ });
  await expect(decided).toContainText('The post was late that week.');
  await expect(decided).toContainText('Invented Staff');
  await expect(decided).toContainText('Acknowledge');
  await expect(decided).toContainText('Reject');

  await goTo(page, 'Arrived');
  await expect(main.getByText(/received here 6 = applied 4 .* needs a person 0/)).toBeVisible();
  await goTo(page, 'What was done');
  await expect(main.getByRole('row', { name: /Invented Staff decide/ })).toHaveCount(2);
});

test('what needs a person in a batch leads to exactly that, and more than a thousand can be read on', async ({
  page,
  headquarters,
}) => {
  test.setTimeout(300_000);
  await asFirstStaff(page, headquarters);
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  sealABatch(device);
  const eighth = { ...inventedBatch, id: uuidv7(), number: 8, documentCount: 2 };
  device.seal(...[8, 9].map((serial) => aKnownReply(serial, { isLate: true, batch: eighth })));
  await device.sendAll();
  const main = page.getByRole('main');
  await expect(main.getByText('received here 8 + missing 19')).toBeVisible();
  const database = await openDatabase({ folder: headquarters.folder }, 'guest', () => {});
  const { deviceId } = device.enrolled;
  await storeUnreadable(database, { deviceId, consultationId: knownForm().id }, 1_001);
  await database.close();

  const list = page.getByRole('grid', { name: 'What needs a person' });
  const follow = async (line: RegExp, figure: string): Promise<void> => {
    await goTo(page, 'Reconciliation');
    await main.getByRole('row', { name: line }).getByRole('link', { name: figure }).focus();
    await page.keyboard.press('Enter');
    await expect(main.getByRole('heading', { level: 1, name: 'Needs a person' })).toBeVisible();
  };
  await follow(/0007/, '3 needs a person');
  await expect(main.getByText('3 items, about 3 replies.')).toBeVisible();
  const lines = list.getByRole('row', { name: /INV-/ });
  await expect(lines).toHaveText([/INV-000003/, /INV-000005/, /INV-000006/]);
  const batch = main.getByLabel('Batch');
  await expect(batch.getByRole('option', { selected: true })).toHaveText('0007, Invented computer');

  // What is chosen is said though what else there is to choose doesn't come, which is asked for again soon.
  await page.route(/batches/, (route) => route.abort());
  await page.reload();
  await expect(main.getByLabel('Unit').getByRole('option', { selected: true })).toHaveText(
    'Consultation Unit',
  );
  await page.unroute(/batches/);
  await expect(batch.getByRole('option', { selected: true })).toHaveText('0007, Invented computer');

  // Another list begins with its first item.
  await list.focus();
  await page.keyboard.press('End');
  const atHand = page.getByRole('region', { name: 'The item at hand' });
  await expect(atHand).toContainText('INV-000006');

  // The batch is taken off: everything that the unit sent, the oldest first, and the rest after them.
  await batch.selectOption({ label: 'All batches' });
  await expect(batch).toBeHidden();
  await expect(main.getByText('The oldest 1,000 of 1,006 items, about 1,006 replies.')).toBeVisible();
  await expect(lines).toHaveCount(5);
  await expect(atHand).toContainText('INV-000003');
  // The box is gone, and the focus is in the one before it.
  await expect(main.getByLabel('Consultation')).toBeFocused();
  const more = main.getByRole('button', { name: 'Show more' });

  // What doesn't come is said, and nobody is taken into the list for it.
  await page.route(/after=/, (route) => route.abort());
  await page.keyboard.press('Tab');
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Headquarters does not answer/).first()).toBeVisible();
  await expect(more).toBeFocused();
  await page.unroute(/after=/);

  // Somebody who goes on meanwhile isn't taken away from it.
  const held = Promise.withResolvers<void>();
  await page.route(/after=/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  held.resolve();
  await expect(main.getByText('1,006 items, about 1,006 replies.', { exact: true })).toBeVisible();
  await expect(more).toBeHidden();
  await expect(main.getByLabel('Consultation')).toBeFocused();
  await page.unroute(/after=/);

  // Else the focus goes into the list, where the button was.
  await page.reload();
  await expect(list).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(main.getByText('1,006 items, about 1,006 replies.', { exact: true })).toBeVisible();
  await expect(list).toBeFocused();
  await expect(list).toHaveAttribute('aria-rowcount', '1007');

  await follow(/none yet/, '1001 needs a person');
  await expect(main.getByText('The oldest 1,000 of 1,001 items, about 1,001 replies.')).toBeVisible();
  await expect(list.getByRole('row', { name: 'not read' }).first()).toBeVisible();
  await expect(lines).toHaveCount(0);

  // The replies of a batch let go of it in the same way.
  await goTo(page, 'Reconciliation');
  await main.getByRole('row', { name: /0008/ }).getByRole('link', { name: 'received here' }).focus();
  await page.keyboard.press('Enter');
  await expect(main.getByRole('heading', { level: 1, name: 'Replies of batch 0008' })).toBeVisible();
  await batch.selectOption({ label: 'All batches' });
  await expect(batch).toBeHidden();
  await expect(main.getByLabel('Consultation')).toBeFocused();
});

test('a computer is enrolled by a code that the page makes, and withdrawn with a reason', async ({
  page,
  headquarters,
}) => {
  await asFirstStaff(page, headquarters);
  await goTo(page, 'Computers');
  await page.getByLabel('Name of the unit').focus();
  await page.keyboard.type('Invented Unit');
  await page.keyboard.press('Enter');
  const code = (await page.getByText(/^http\S+#[0-9A-Z-]{19}$/).textContent())!;
  const device = await enrolDevice(code);
  device.seal(aKnownReply(1));
  await device.sendAll();

  const withdraw = page.getByRole('button', { name: 'Withdraw Invented computer of Invented Unit' });
  await expect(withdraw).toBeVisible();
  await withdraw.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Why')).toBeFocused();
  await page.keyboard.type('Lost on the train.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('row', { name: /Invented computer/ })).toContainText(
    'by Invented Staff: Lost on the train.',
  );
  await expect(page.getByText('is withdrawn. What it sent is kept.')).toBeVisible();
  device.seal(aKnownReply(2));
  expect((await device.send(device.consignment(2, 2))).body.error?.code).toBe('DEVICE_REVOKED');
});

test('a courier file is taken in, the same again is harmless, and receipts go back', async ({
  page,
  headquarters,
}) => {
  await asFirstStaff(page, headquarters);
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  // More than a request's body usually may have: the file is read as it comes.
  const marks = { 'q1.comment': { kind: 'value', value: 'x'.repeat(190_000) } };
  device.seal(...[1, 2, 3, 4, 5, 6, 7, 8].map((serial) => aKnownReply(serial, { marks })));
  const encrypter = new Encrypter();
  encrypter.addRecipient(device.enrolled.courierRecipient!);
  const file = {
    name: 'postbag-consultation-unit-2007-06-30.age',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await encrypter.encrypt(carriedBy(device, [device.consignment(1, 8)]))),
  };
  await goTo(page, 'Courier');
  const offer = async (files: typeof file): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose courier files' }).focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(files);
  };
  const results = page.getByRole('region', { name: 'Take in courier files' }).getByRole('listitem');
  await offer(file);
  await expect(results.first()).toContainText('Taken in: 8 new.');
  await expect(page.getByRole('button', { name: 'Choose courier files' })).toBeFocused();
  await offer(file);
  await expect(results).toHaveCount(2);
  await expect(results.first()).toContainText('Everything was here already: 8 events. Nothing was changed.');
  await offer({ ...file, name: 'cut.age', buffer: file.buffer.subarray(0, 100_000) });
  await expect(results.first()).toContainText('cut short');
  await expect(
    page.getByRole('table', { name: /Courier files that were offered/ }).getByRole('row'),
  ).toHaveCount(4);

  await page.getByLabel('Computer').selectOption({ label: 'Consultation Unit: Invented computer' });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Write the file' }).focus();
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^receipts-consultation-unit-.*\.json$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  const { receipts } = ReceiptFile.parse(JSON.parse(Buffer.concat(chunks).toString()));
  expect(receipts.at(-1)!.receipt).toMatchObject({
    deviceId: device.enrolled.deviceId,
    throughSeq: 8,
  });
});

test('a session that has ended leads back to the sign-in, and from there to the same place', async ({
  page,
  context,
  headquarters,
}) => {
  await asFirstStaff(page, headquarters);
  await goTo(page, 'Computers');
  await context.clearCookies();
  // The page finds out by itself, and keeps nothing of what it showed.
  await expect(page.getByRole('heading', { name: 'Headquarters: sign in' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Computers' })).toBeHidden();
  await signIn(page, 'Invented Staff');
  await expect(page.getByRole('heading', { level: 1, name: 'Computers' })).toBeVisible();
});

test('axe finds nothing on any screen, light and dark; nothing scrolls sideways at 400 %', async ({
  page,
  headquarters,
}) => {
  test.setTimeout(420_000);
  const refusedByPolicy: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refusedByPolicy.push(message.text());
  });
  const check = (name: string): Promise<void> => expectAccessible(page, name);
  await page.goto(headquarters.url);
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await check('sign-in');
  await page.goto(printedStaffLink(headquarters));
  await page.reload();
  await expect(page.getByLabel('Your name')).toBeFocused();
  await check('one-time link');
  await asFirstStaff(page, headquarters);
  await expect(page.getByRole('heading', { name: 'Nothing has arrived yet' })).toBeVisible();
  await check('nothing arrived');
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  sealABatch(device);
  await device.sendAll();
  await expect(page.getByText('received here 6 + missing 19')).toBeVisible();
  for (const screen of pageScreens) {
    await goTo(page, screen);
    await check(screen);
  }
  await goTo(page, 'Needs a person');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByLabel('Why', { exact: true })).toBeFocused();
  await check('deciding');
  await goTo(page, 'Computers');
  await page.getByRole('button', { name: /Withdraw/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Why')).toBeFocused();
  await check('withdrawing');
  expect(refusedByPolicy).toEqual([]);
});
