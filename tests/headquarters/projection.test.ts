import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { EventEnvelope } from '../../contract/sync/event.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, knowTheInventedForm, revised, withdrawn } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';
import type { SendingDevice } from '../support/sending-device.ts';
import { eachStanding } from '../support/each-standing.ts';

let headquarters: ListeningHeadquarters;
let device: SendingDevice;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  await knowTheInventedForm(headquarters.database);
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  device = await enrolDevice(await headquarters.newEnrolmentCode());
});

/** What the receipt says of each event once everything has been read. */
async function outcomes(): Promise<readonly string[]> {
  await headquarters.arrived();
  const { receipt } = await device.head(0);
  return eachStanding(receipt!.receipt).map(({ status, code }) =>
    code === null ? status : `${status} ${code}`,
  );
}

const anEnvelope = () => {
  const { eventId, kind, consultationId, replyId } = EventEnvelope.parse({
    seq: 1,
    eventId: uuidv7(),
    kind: 'create',
    consultationId: 'invented-2007',
    replyId: uuidv7(),
  });
  return { eventId, kind, consultationId, replyId };
};

describe('[S11] what becomes of an event', () => {
  it('a reply, its correction and its withdrawal are applied', async () => {
    const first = aReplyDocument(1);
    const second = revised(first, { pages: 7 });
    device.seal(first, second, withdrawn(second));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied']);
  });

  it('a revision that comes before what it revises is held until that is there', async () => {
    const first = aReplyDocument(1);
    const second = revised(first);
    device.seal(revised(second), second);
    await device.sendAll();
    expect(await outcomes()).toEqual(['held REVISION_MISSING', 'held REVISION_MISSING']);
    device.seal(first);
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'applied']);
  });

  it('two revisions of the same are a conflict; the first to come stands, both are kept', async () => {
    const first = aReplyDocument(1);
    device.seal(first, revised(first, { pages: 7 }), revised(first, { pages: 8 }));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'applied', 'conflict CONFLICT']);
  });

  it('a reply created twice is a conflict', async () => {
    const first = aReplyDocument(1);
    device.seal(first, aReplyDocument(1, { replyId: first.replyId }));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'conflict CONFLICT']);
  });

  it.each([
    ['text that isn’t JSON', 'Dear Sir or Madam'],
    ['nothing', ''],
    ['a format from the future', '{"format":"postbag-reply/2"}'],
    ['JSON with what a database refuses', '{"format":"postbag-reply/1","enclosures":"\\u0000"}'],
  ])('%s is quarantined, and blocks nothing behind it', async (_, poison) => {
    device.sealText(poison, anEnvelope());
    device.seal(aReplyDocument(2));
    await device.sendAll();
    expect(await outcomes()).toEqual(['quarantined INVALID', 'applied']);
  });

  it('text that PostgreSQL can’t hold is quarantined, not tried for ever', async () => {
    device.seal(aReplyDocument(1, { serial: { number: 1, label: 'INV\u0000' } }), aReplyDocument(2));
    await device.sendAll();
    expect(await outcomes()).toEqual(['quarantined INVALID', 'applied']);
  });

  it('a document that isn’t what its envelope said is quarantined', async () => {
    const document = JSON.stringify(aReplyDocument(1));
    device.sealText(document, anEnvelope());
    await device.sendAll();
    expect(await outcomes()).toEqual(['quarantined INVALID']);
  });
});

describe('what has arrived', () => {
  it('is counted by computer, consultation and batch', async () => {
    const later = { id: uuidv7(), number: 8, channel: 'email', receivedDate: '2007-06-05', documentCount: 2 };
    const first = aReplyDocument(1, { batch: { ...later, id: uuidv7(), number: 7 } });
    const excluded = aReplyDocument(2, {
      batch: first.batch,
      exclusion: { reason: 'not-a-reply', note: '' },
      marks: {},
    });
    const taken = aReplyDocument(3, { batch: first.batch });
    device.seal(
      first,
      revised(first),
      excluded,
      taken,
      withdrawn(taken),
      aReplyDocument(4, { batch: later }),
    );
    device.sealText('not a document', anEnvelope());
    await device.sendAll();
    const rows = (await headquarters.arrived()).filter((row) => row.deviceId === device.enrolled.deviceId);
    const shared = {
      unitName: 'Invented Unit',
      deviceId: device.enrolled.deviceId,
      deviceLabel: 'Invented computer',
      consultationId: 'invented-2007',
      waiting: 0,
    };
    expect(rows).toEqual([
      {
        ...shared,
        batchId: first.batch.id,
        batchNumber: 7,
        documentCount: 2,
        replies: 2,
        excluded: 1,
        withdrawn: 1,
        events: 5,
        needAttention: 0,
      },
      {
        ...shared,
        batchId: later.id,
        batchNumber: 8,
        documentCount: 2,
        replies: 1,
        excluded: 0,
        withdrawn: 0,
        events: 1,
        needAttention: 0,
      },
      {
        ...shared,
        batchId: null,
        batchNumber: null,
        documentCount: null,
        replies: 0,
        excluded: 0,
        withdrawn: 0,
        events: 1,
        needAttention: 1,
      },
    ]);
  });
});
