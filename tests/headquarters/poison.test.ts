import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { ConsultationId, ReplyId } from '../../contract/records/id.ts';
import { consignmentText, manifestOf, manifestPreimage } from '../../contract/sync/consignment.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import { EventId } from '../../contract/sync/ids.ts';
import { mostBytes, usualLimits } from '../../contract/sync/limits.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument, inventedBatch, knowTheInventedForm } from '../support/reply-documents.ts';
import { enrolDevice, hashOf } from '../support/sending-device.ts';
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

async function outcomes(): Promise<readonly string[]> {
  await headquarters.arrived();
  const { receipt } = await device.head(0);
  return eachStanding(receipt!.receipt).map(({ status, code }) =>
    code === null ? status : `${status} ${code}`,
  );
}

/** A consignment of documents that may be any bytes at all. */
function consignmentOf(documents: readonly Buffer[]): Buffer {
  const { deviceId, serverId, serverEpoch } = device.enrolled;
  let previousH = firstPreviousH;
  const lines = documents.flatMap((document, index) => {
    const seq = index + 1;
    const digest = hashOf(document);
    previousH = hashOf(chainPreimage({ deviceId, epoch: 1, seq, previousH, digest }));
    const envelope = canonicalJson({
      seq,
      eventId: EventId.parse(uuidv7()),
      kind: 'create',
      consultationId: ConsultationId.parse('invented-2007'),
      replyId: ReplyId.parse(uuidv7()),
    });
    return [Buffer.from(`${envelope}\n`), document, Buffer.from('\n')];
  });
  const events = Buffer.concat(lines);
  const manifest = manifestOf({
    serverId,
    serverEpoch,
    deviceId,
    epoch: 1,
    fromSeq: 1,
    toSeq: documents.length,
    previousH: firstPreviousH,
    throughH: previousH,
    bytes: events.length,
    eventsDigest: hashOf(events),
  });
  const first = consignmentText(manifest, device.keys.sign(manifestPreimage(manifest)), '');
  return Buffer.concat([Buffer.from(first), events]);
}

describe('[S9] [S11] bytes that no reply is made of are stored as they came, receipted, and stop nothing', () => {
  it.each([
    ['half a character', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])],
    ['zeros', Buffer.alloc(64)],
    ['nothing at all', Buffer.alloc(0)],
    ['a picture', Buffer.from(Array.from({ length: 256 }, (_, byte) => (byte === 0x0a ? 0 : byte)))],
  ])('%s', async (_, poison) => {
    const answer = await device.send(consignmentOf([poison, Buffer.from('{}')]), { encoding: 'gzip' });
    expect(answer.status).toBe(200);
    expect(await outcomes()).toEqual(['quarantined INVALID', 'quarantined INVALID']);
    const { rows } = await headquarters.database.pool.query<{ bytes: Buffer }>(
      'select bytes from event where device_id = $1 order by arrival',
      [device.enrolled.deviceId],
    );
    expect(rows[0]!.bytes.equals(poison)).toBe(true);
  });

  it('an unreadable event between two replies holds up neither', async () => {
    device.seal(aReplyDocument(1));
    device.sealText('{"format":"postbag-reply/1","\\u0000":"\\ud800"}', {
      ...anEnvelope(),
      kind: 'revise',
    });
    device.seal(aReplyDocument(2));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'quarantined INVALID', 'applied']);
  });

  it('a date that the database’s calendar lacks is quarantined, and verify computes the same', async () => {
    device.seal(aReplyDocument(1));
    const batch = { ...inventedBatch, id: uuidv7(), receivedDate: '0000-01-01' };
    device.seal(aReplyDocument(2, { batch }));
    device.seal(aReplyDocument(3));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'quarantined INVALID', 'applied']);
    expect((await verify(headquarters.database)).findings).toEqual([]);
  });

  it('what the database’s own columns refuse is quarantined by itself, with its neighbours applied', async () => {
    await headquarters.database.pool.query(
      `alter table reply add constraint no_such_serial check (serial_label <> 'INV-000666')`,
    );
    device.seal(aReplyDocument(1), aReplyDocument(666), aReplyDocument(2));
    await device.sendAll();
    expect(await outcomes()).toEqual(['applied', 'quarantined INVALID', 'applied']);
    await headquarters.database.pool.query('alter table reply drop constraint no_such_serial');
  });
});

describe('[S14] one large event', () => {
  it(
    'of 33 MB goes alone, above what several may have together, and holds up nothing',
    { timeout: 120_000 },
    async () => {
      const { event, replyId, consultation, ...rest } = aReplyDocument(1);
      const marks = { 'q1.comment': { kind: 'value', value: 'word '.repeat(6_900_000) } };
      const filed = { eventId: event.id, kind: event.kind, consultationId: consultation.id, replyId };
      device.sealText(canonicalJson({ ...rest, event, replyId, consultation, marks }), filed);
      device.seal(aReplyDocument(2));
      const alone = device.consignment(1, 1);
      expect(alone.length).toBeGreaterThan(usualLimits.consignmentBytes);
      expect((await device.send(alone, { encoding: 'gzip' })).status).toBe(200);
      expect((await device.send(device.consignment(2, 2))).status).toBe(200);
      // No answer of a citizen is as long as that: it is kept for a person to look at.
      expect(await outcomes()).toEqual(['quarantined INVALID', 'applied']);
    },
  );

  it('with another beside it is too large, and so is one above the limit of an event', async () => {
    const narrow = await aHeadquarters({ consignmentBytes: 20_000, eventBytes: 30_000 });
    device = await enrolDevice(await narrow.newEnrolmentCode());
    const marks = { 'q1.comment': { kind: 'value', value: 'word '.repeat(5000) } };
    device.seal(aReplyDocument(1, { marks }), aReplyDocument(2));
    expect(await device.send(device.consignment(1, 2))).toMatchObject({
      status: 413,
      body: { error: { code: 'TOO_LARGE', details: { eventBytes: 30_000 } } },
    });
    expect((await device.send(device.consignment(1, 1))).status).toBe(200);
    device.startNewEpoch();
    device.sealText(
      'x'.repeat(mostBytes({ ...usualLimits, consignmentBytes: 20_000, eventBytes: 30_000 }, 1)),
      anEnvelope(),
    );
    expect((await device.send(device.consignment(1, 1))).status).toBe(413);
    await narrow.stop();
  });
});

const anEnvelope = () => ({
  eventId: EventId.parse(uuidv7()),
  kind: 'create' as const,
  consultationId: ConsultationId.parse('invented-2007'),
  replyId: ReplyId.parse(uuidv7()),
});
