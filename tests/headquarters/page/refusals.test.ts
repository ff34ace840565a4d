import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageErrorMessage, pageErrors } from '../../../contract/headquarters/page-errors.ts';
import type { WorkItem } from '../../../contract/headquarters/work.ts';
import { aHeadquarters, type ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSignedInBrowser, type PageBrowser } from '../../support/page-browser.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { enrolDevice } from '../../support/sending-device.ts';

let headquarters: ListeningHeadquarters;
let browser: PageBrowser;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  browser = await aSignedInBrowser(headquarters);
});
afterAll(() => headquarters.stop());

const aDecision = {
  consultationId: 'invented-2007',
  eventId: uuidv7(),
  digest: '0'.repeat(64),
  what: 'accept',
  reason: 'Invented.',
  seen: { code: 'CONFLICT', asOf: 1 },
};

describe('what the page is refused', () => {
  it('a computer is withdrawn once; the second is told, and the first reason stays', async () => {
    const { enrolled } = await enrolDevice(await headquarters.newEnrolmentCode());
    const revoke = (reason: string) => browser.ask('revokeComputer', { deviceId: enrolled.deviceId, reason });
    expect((await revoke('Lost.')).status).toBe(200);
    expect(await revoke('Found.')).toMatchObject({ status: 409, code: 'ALREADY_DONE' });
    const computers = (await browser.ask('computers')).value as { revoked: { reason: string } | null }[];
    expect(computers.map(({ revoked }) => revoked?.reason)).toEqual(['Lost.']);
    const acts = (await browser.ask('acts')).value as { act: string }[];
    expect(acts.filter(({ act }) => act === 'revoke computer')).toHaveLength(1);
  });

  it('there are no receipts for a computer that nobody enrolled', async () => {
    expect(await browser.ask('writeReceipts', { deviceId: uuidv7() })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('nothing is decided about what needs no decision, and no act is written down', async () => {
    expect(await browser.ask('decide', aDecision)).toMatchObject({ status: 409, code: 'ALREADY_DONE' });
    const acts = (await browser.ask('acts')).value as { act: string }[];
    expect(acts.some(({ act }) => act === 'decide')).toBe(false);
  });

  it('nothing is decided about what has changed since the page read it: CHANGED', async () => {
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal(aReplyDocument(1, { isLate: true }));
    await device.sendAll();
    await headquarters.arrived();
    const { rows } = (await browser.ask('work')).value as { rows: WorkItem[] };
    const { consultationId, eventId, digest, code, asOf } = rows[0]!;
    const decision = { consultationId, eventId, digest, what: 'acknowledge', reason: 'Seen.' };
    const decides = (seen: object) => browser.ask('decide', { ...decision, seen });
    expect(await decides({ code, asOf: asOf - 1 })).toMatchObject({ status: 409, code: 'CHANGED' });
    expect(await decides({ code: 'POSSIBLE_DUPLICATE', asOf })).toMatchObject({ code: 'CHANGED' });
    expect((await decides({ code, asOf })).status).toBe(200);
  });

  it('a decision needs a reason, and what isn’t as declared is named by its place only', async () => {
    expect(await browser.ask('decide', { ...aDecision, reason: ' ' })).toMatchObject({
      status: 400,
      code: 'MALFORMED',
      details: { reason: 'decide: reason.' },
    });
  });

  it('a fault that nobody foresaw says nothing of what is inside', async () => {
    await headquarters.database.pool.query('alter table staff_act rename to staff_act_away');
    expect(await browser.ask('acts')).toMatchObject({ status: 500, code: 'INTERNAL', details: {} });
    await headquarters.database.pool.query('alter table staff_act_away rename to staff_act');
  });
});

describe('the messages', () => {
  it.each(Object.keys(pageErrors))('%s leaves no gap where all its details are given', (code) => {
    const details = { waitSeconds: 4, name: 'Anna', what: 'a thing', reason: 'Such.' };
    expect(pageErrorMessage(code, details)).not.toMatch(/[{}…]/);
  });

  it('a code that this page doesn’t know is a fault', () => {
    expect(pageErrorMessage('SOMETHING_NEW', {})).toBe(pageErrors.INTERNAL.message);
  });
});
