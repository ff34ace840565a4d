import type { Page } from '@playwright/test';
import { goTo } from '../support/app-test.ts';
import { runHeadquarters } from '../support/headquarters.ts';
import type { LossyWay } from '../support/lossy-way.ts';
import { expectAccessible } from '../support/looked-at.ts';
import { aSealedBatch } from '../support/sealed-batches.ts';
import { expect, nowhere, tabTo, test } from '../support/sending-test.ts';

// What goes wrong on the way, as the person at the desk sees it: a real headquarters, a real store, and between the
// two a way that is cut, slow or closed.

const nothingSent = 'received 3 = only on this computer 3 + at headquarters 0 + needs attention 0';
const oneSent = 'received 3 = only on this computer 2 + at headquarters 1 + needs attention 0';
const allSent = 'received 3 = only on this computer 0 + at headquarters 3 + needs attention 0';
const posts = /^POST .*consignments/;

/** From now on headquarters is said to take one reply at a time, so that a send has a middle. */
function takesOneAtATime(way: LossyWay): void {
  way.changeEach(/^GET \/v1\/streams/, (answer) => ({
    ...answer,
    body: answer.body.replace(/"consignmentEvents":\d+/, '"consignmentEvents":1'),
  }));
}

async function pressSend(page: Page): Promise<void> {
  await tabTo(page, /^Send/);
  await page.keyboard.press('Enter');
}

test('[S6] the network is away and comes back: what is kept is said, and it is sent by itself', async ({
  page,
  headquarters,
  way,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 3);
    way.leadTo(nowhere);
  });
  await expect(page.getByRole('region', { name: 'What waits' })).toContainText(
    'Headquarters could not be reached. Everything is kept here. It is tried again by itself.',
  );
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText(nothingSent);
  await expect(main).toContainText(/Headquarters could not be reached: .*Everything is kept here\. Tried/);
  await expect(main).toContainText(/; next try at \d\d:\d\d\./);
  await expect(page.getByRole('button', { name: 'Send now' })).toBeFocused();
  // Pressed while it is still away: said once, beside the button, which keeps the focus.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Everything is kept here and tried again by itself.');
  await expect(page.getByRole('button', { name: 'Send now' })).toBeFocused();
  await expectAccessible(page, 'headquarters away');
  way.leadTo(headquarters.url);
  await expect(main).toContainText(allSent, { timeout: 90_000 });
  await expect(main).toContainText('Every sealed reply is at headquarters and has its receipt.');
  expect(await headquarters.arrived()).toMatchObject([{ replies: 3 }]);
});

test('[S13] withdrawn in the middle of a send: what has its receipt keeps it, the rest waits for a new code', async ({
  page,
  headquarters,
  way,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 3);
    way.leadTo(nowhere);
  });
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText('next try at');
  takesOneAtATime(way);
  const answer = way.holdNext(posts);
  way.leadTo(headquarters.url);
  await pressSend(page);
  await answer.held;
  const [device] = (await runHeadquarters('devices', '--json', '--data', headquarters.folder)).split('\n');
  const { deviceId } = JSON.parse(device!) as { readonly deviceId: string };
  await runHeadquarters(
    'revoke',
    deviceId,
    '--reason',
    'lost on a train (a test)',
    '--data',
    headquarters.folder,
  );
  answer.release();

  await expect(main).toContainText('Headquarters has withdrawn this computer. Everything is kept here');
  await expect(main).toContainText(
    'received 3 = only on this computer 2 + at headquarters 1 + needs attention 0',
  );
  const again = page.getByRole('region', { name: 'Enrol this computer again' });
  await expect(again).toContainText('can be carried by hand meanwhile');
  await expectAccessible(page, 'withdrawn');
  await tabTo(page, /^Carry it by hand$/);
  await page.keyboard.press('Enter');
  await expect(main).toContainText('2 replies without a receipt: nos. 2 – 3');
  await page.getByRole('link', { name: 'Back to Send' }).press('Enter');
  await expect(again).toBeVisible();

  const code = await headquarters.newEnrolmentCode();
  await tabTo(page, /^Enrol again$/);
  await page.keyboard.press('Enter');
  await expect(again.getByLabel('Code from headquarters')).toBeFocused();
  await page.keyboard.type(code.replace(headquarters.url, way.url));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('This computer is enrolled');
  await expect(again).toHaveCount(0);
  await expect(main).toContainText(allSent, { timeout: 60_000 });
  const arrived = await headquarters.arrived();
  expect(arrived.reduce((sum, { replies }) => sum + replies, 0)).toBe(3);
});

test('[S18] [S14] a slow send shows how far it is and what is left; cancelled, it goes on later from there', async ({
  page,
  headquarters,
  way,
  unit,
}) => {
  test.setTimeout(180_000);
  await unit.begins(page, (desk) => {
    aSealedBatch(desk, 3);
    way.leadTo(nowhere);
  });
  await goTo(page, 'Send');
  const main = page.getByRole('main');
  await expect(main).toContainText('next try at');
  takesOneAtATime(way);
  const first = way.holdNext(posts);
  const second = way.holdNext(posts);
  way.leadTo(headquarters.url);
  await pressSend(page);
  await first.held;
  const bar = page.getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuetext', '0 of 3');
  await expect(bar).toContainText('3 replies left');
  first.release();
  await second.held;
  await expect(bar).toHaveAttribute('aria-valuetext', '1 of 3');
  await expect(bar).toContainText(/ of .* · 2 replies left/);
  // The counts come after: what has its receipt is at headquarters, whether the rest follows or not (S5).
  await expect(main).toContainText(oneSent);
  const onItsWay = page.getByRole('region', { name: 'Sealed, not all at headquarters yet' });
  await expect(onItsWay.getByRole('row').last()).toContainText('1 of 3');
  await expectAccessible(page, 'sending');

  await page.getByRole('button', { name: 'Sending…' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('What is sent stays sent; 2 replies wait here');
  await expect(main).toContainText('Sending was stopped here. Everything is kept.');
  await expect(main).toContainText(oneSent);
  await expect(page.getByRole('button', { name: 'Send 2 replies' })).toBeFocused();
  second.release();
  const whatBecame = way.holdNext(/^GET \/v1\/streams.*since=/);
  await page.keyboard.press('Enter');
  await whatBecame.held;
  await expect(bar).toContainText('All of these have their receipt. Asking what became of them…');
  await expect(bar).toHaveAttribute('aria-valuetext', '1 of 1');
  await expect(main).toContainText(allSent);
  whatBecame.release();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused();
  expect(await headquarters.arrived()).toMatchObject([{ replies: 3 }]);
});
