import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { firstPreviousH } from '../../contract/sync/chain.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import { verify } from '../../headquarters/verify/verify.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { aKeyPair, enrolDevice, hashOf, isReceiptOf } from '../support/sending-device.ts';
import type { Answer, SendingDevice } from '../support/sending-device.ts';
import { eachStanding } from '../support/each-standing.ts';

let headquarters: ListeningHeadquarters;
let device: SendingDevice;
beforeAll(async () => {
  headquarters = await aHeadquarters({
    consignmentBytes: 200_000,
    consignmentEvents: 20,
    eventBytes: 300_000,
  });
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  device = await enrolDevice(await headquarters.newEnrolmentCode());
});

/** Documents with the given serials at the end of the stream. */
function seal(...serials: readonly number[]): void {
  device.seal(...serials.map((serial) => aReplyDocument(serial)));
}

function receiptIn(answer: Answer): SignedReceipt {
  expect(answer.body.error).toBeUndefined();
  return SignedReceipt.parse(answer.body.value);
}

const statuses = (signed: SignedReceipt) => eachStanding(signed.receipt).map((entry) => entry.status);
const refused = (status: number, code: string, details: object = {}) => ({
  status,
  body: { ok: false, error: { code, details } },
});

/** The bytes that headquarters keeps of this device, by event id. */
async function kept(table: 'event' | 'event_conflict' = 'event'): Promise<Map<string, string>> {
  const { rows } = await headquarters.database.pool.query<{ event_id: string; bytes: Buffer }>(
    `select event_id, bytes from ${table} where device_id = $1`,
    [device.enrolled.deviceId],
  );
  return new Map(rows.map((row) => [row.event_id, row.bytes.toString()]));
}

const sealed = (): Map<string, string> =>
  new Map(device.events.map((event) => [event.eventId, event.document]));

/** Bytes in which one reply says something else, of the same length. */
function altered(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replace('Invented Person 2', 'Invented Person 9'));
}

function cutShort(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

describe('sending', () => {
  it('[S9] [S12] a consignment is stored byte for byte and receipted', async () => {
    seal(1, 2, 3);
    const answer = await device.send(device.consignment(1, 3));
    const signed = receiptIn(answer);
    expect(isReceiptOf(signed, device.enrolled.serverPublicKey)).toBe(true);
    expect(signed.receipt).toMatchObject({
      serverId: device.enrolled.serverId,
      serverEpoch: 1,
      deviceId: device.enrolled.deviceId,
      epoch: 1,
      fromSeq: 1,
      throughSeq: 3,
      throughH: device.events[2]!.h,
    });
    expect(statuses(signed)).toEqual(['received', 'received', 'received']);
    expect(await kept()).toEqual(sealed());
  });

  it('[S12] a receipt says how far the newest backup holds the stream, and the head’s receipt too', async () => {
    seal(1, 2, 3);
    const { pool } = headquarters.database;
    expect((await device.sendAll()).receipt.backedUpThrough).toBe(0);
    await pool.query('insert into backup values ($1, 1, 2, now())', [device.enrolled.deviceId]);
    expect((await device.sendAll()).receipt.backedUpThrough).toBe(2);
    expect((await device.head(1)).receipt!.receipt.backedUpThrough).toBe(2);
    await pool.query('delete from backup');
  });

  it('[S12] a receipt that was changed, or is another headquarters’, is no receipt', async () => {
    seal(1);
    const signed = await device.sendAll();
    const changed = { ...signed, receipt: { ...signed.receipt, throughSeq: 2 } };
    expect(isReceiptOf(changed, device.enrolled.serverPublicKey)).toBe(false);
    expect(isReceiptOf(signed, aKeyPair().publicKey)).toBe(false);
  });

  it('[S16] gzip is unpacked', async () => {
    seal(1, 2);
    receiptIn(await device.send(device.consignment(1, 2), { encoding: 'gzip' }));
    expect(await kept()).toEqual(sealed());
  });

  it('[S6] the head says how far headquarters has it', async () => {
    expect(await device.head()).toMatchObject({
      head: { seq: 0, h: firstPreviousH },
      isFrozen: false,
      limits: { consignmentBytes: 200_000, consignmentEvents: 20 },
      receipt: null,
    });
    seal(1, 2, 3);
    await device.send(device.consignment(1, 2));
    expect((await device.head()).head).toEqual({ seq: 2, h: device.events[1]!.h });
    await device.send(device.consignment(3, 3));
    expect((await device.head()).head).toEqual({ seq: 3, h: device.events[2]!.h });
  });

  it('[S6] [S12] a receipt whose answer was lost can be asked for', async () => {
    seal(1, 2, 3);
    await device.send(device.consignment(1, 3));
    const { receipt } = await device.head(1);
    expect(receipt!.receipt).toMatchObject({ fromSeq: 2, throughSeq: 3, throughH: device.events[2]!.h });
    expect(isReceiptOf(receipt!, device.enrolled.serverPublicKey)).toBe(true);
    expect((await device.head(3)).receipt).toBeNull();
  });
});

describe('sending again', () => {
  it('[S10] the same consignment twice is kept once, and is success', async () => {
    seal(1, 2);
    const consignment = device.consignment(1, 2);
    await device.send(consignment);
    const again = receiptIn(await device.send(consignment));
    expect(statuses(again)).toEqual(['duplicate', 'duplicate']);
    expect(isReceiptOf(again, device.enrolled.serverPublicKey)).toBe(true);
    expect(await kept()).toEqual(sealed());
  });

  it('[S10] a consignment that overlaps brings only what is new', async () => {
    seal(1, 2, 3, 4);
    await device.send(device.consignment(1, 3));
    const signed = receiptIn(await device.send(device.consignment(2, 4)));
    expect(statuses(signed)).toEqual(['duplicate', 'duplicate', 'received']);
    expect((await device.head()).head.seq).toBe(4);
  });

  it('[S2] [S10] the same events in a new epoch are kept once', async () => {
    const documents = [aReplyDocument(1), aReplyDocument(2)];
    device.seal(...documents);
    await device.sendAll();
    device.startNewEpoch();
    device.seal(...documents, aReplyDocument(3));
    expect(statuses(await device.sendAll())).toEqual(['duplicate', 'duplicate', 'received']);
    expect((await kept()).size).toBe(3);
  });

  it('[S10] five times in parallel is kept once', async () => {
    seal(...Array.from({ length: 20 }, (_, index) => index + 1));
    const consignment = device.consignment(1, 20);
    const answers = await Promise.all(Array.from({ length: 5 }, () => device.send(consignment)));
    const receipts = answers.map(receiptIn);
    expect(receipts.filter((signed) => statuses(signed).includes('received'))).toHaveLength(1);
    expect(receipts.every((signed) => signed.receipt.throughSeq === 20)).toBe(true);
    expect(await kept()).toEqual(sealed());
  });

  it('[S10] five epochs with the same events in parallel keep each once', async () => {
    const documents = Array.from({ length: 20 }, (_, index) => aReplyDocument(index + 1));
    const consignments = documents.slice(0, 5).map(() => {
      device.startNewEpoch();
      device.seal(...documents);
      return { epoch: device.epoch, bytes: device.consignment(1, 20) };
    });
    const answers = await Promise.all(
      consignments.map(async ({ epoch, bytes }) => {
        device.epoch = epoch;
        return await device.send(bytes);
      }),
    );
    expect(answers.map((answer) => receiptIn(answer).receipt.throughSeq)).toEqual([20, 20, 20, 20, 20]);
    expect(
      answers.flatMap((answer) => statuses(receiptIn(answer))).filter((status) => status === 'received'),
    ).toHaveLength(20);
    expect(await kept()).toEqual(sealed());
  });
});

describe('what does not fit together', () => {
  it('[S10] a gap is refused, and says where to go on', async () => {
    seal(1, 2, 3, 4);
    await device.send(device.consignment(1, 1));
    expect(await device.send(device.consignment(3, 4))).toEqual(refused(409, 'GAP', { headSeq: 1 }));
    expect((await kept()).size).toBe(1);
    receiptIn(await device.send(device.consignment(2, 4)));
  });

  it('[S10] one that overtakes the one before it waits for that one, and both are taken in', async () => {
    const { pool } = headquarters.database;
    /** What each of those waits for that are within a transaction. */
    const atWork = async (): Promise<readonly (string | null)[]> => {
      const { rows } = await pool.query<{ wait_event_type: string | null }>(
        `select wait_event_type from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      );
      return rows.map((row) => row.wait_event_type);
    };
    seal(1, 2, 3);
    receiptIn(await device.send(device.consignment(1, 1)));
    const before = await device.beginToSend(device.consignment(2, 2));
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from stream where device_id = $1 for update', [device.enrolled.deviceId]);
    const overtaking = device.send(device.consignment(3, 3));
    await vi.waitFor(async () => expect(await atWork()).toContain('Lock'));
    await holder.query('rollback');
    holder.release();
    // It was tried, and refused for the gap.
    await vi.waitFor(async () => expect(await atWork()).toEqual([]));
    receiptIn(await before.goOn());
    receiptIn(await overtaking);
    expect(await kept()).toEqual(sealed());
  });

  it('[S10] something else in the same place is a fork: the stream is frozen, a new epoch goes on', async () => {
    seal(1, 2, 3);
    await device.sendAll();
    const original = device.consignment(1, 3);
    device.events.splice(1);
    seal(4, 5);
    expect(await device.send(device.consignment(2, 3))).toEqual(refused(409, 'FORK', { seq: 2 }));
    expect(await device.head()).toMatchObject({ head: { seq: 3 }, isFrozen: true });

    // What it has, it says again; new it takes nothing, not even what would fit.
    expect(statuses(receiptIn(await device.send(original)))).toEqual(['duplicate', 'duplicate', 'duplicate']);
    const documents = device.events.slice(1);
    device.startNewEpoch();
    for (const { seq: _, digest: _digest, h: _h, document, ...filed } of documents)
      device.sealText(document, filed);
    expect(statuses(await device.sendAll())).toEqual(['received', 'received']);
    expect((await kept()).size).toBe(5);
  });

  it('[S10] a fork is seen at the joint too', async () => {
    seal(1, 2);
    await device.sendAll();
    device.events.splice(0);
    seal(3, 4, 5);
    expect(await device.send(device.consignment(3, 3))).toEqual(refused(409, 'FORK', { seq: 2 }));
  });

  it('[S10] a frozen stream takes nothing new', async () => {
    seal(1, 2, 3);
    await device.send(device.consignment(1, 2));
    const [first, second, third] = device.events;
    device.events.splice(1);
    seal(4);
    await device.send(device.consignment(2, 2));
    device.events.splice(0, 2, first!, second!, third!);
    expect(await device.send(device.consignment(3, 3))).toEqual(refused(409, 'FORK', { seq: 2 }));
    expect((await kept()).size).toBe(2);
  });

  it('[S10] the same id with other bytes: both are kept, and the receipt says so', async () => {
    const document = aReplyDocument(1);
    const other = { ...document, enclosures: 'A photograph' };
    device.seal(document, other, aReplyDocument(2));
    const signed = await device.sendAll();
    expect(eachStanding(signed.receipt).map(({ status, code }) => [status, code])).toEqual([
      ['received', null],
      ['conflict', 'ID_CONFLICT'],
      ['received', null],
    ]);
    expect((await kept()).get(document.event.id)).toBe(canonicalJson(document));
    expect(await kept('event_conflict')).toEqual(new Map([[document.event.id, canonicalJson(other)]]));
    // It is said again, not hidden behind "duplicate".
    expect(statuses(await device.sendAll())).toContain('conflict');
  });

  it('[S10] the same id with other bytes from another computer: both are kept', async () => {
    const document = aReplyDocument(1);
    device.seal(document);
    await device.sendAll();
    device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal({ ...document, pages: 7 });
    expect(statuses(await device.sendAll())).toEqual(['conflict']);
    expect((await kept('event_conflict')).size).toBe(1);
  });
});

describe('what is not as it should be', () => {
  beforeEach(() => seal(1, 2, 3));

  it('[S4] a consignment signed with another key', async () => {
    expect(await device.send(device.consignment(1, 3, {}, aKeyPair()))).toEqual(
      refused(409, 'BAD_SIGNATURE'),
    );
  });

  it('[S3] a chain that doesn’t lead where it says', async () => {
    const astray = device.consignment(1, 3, { throughH: hashOf('elsewhere') });
    expect(await device.send(astray)).toEqual(refused(409, 'BAD_CHAIN', { seq: 3 }));
    const rootless = device.consignment(1, 3, { previousH: hashOf('before the beginning') });
    expect(await device.send(rootless)).toEqual(refused(409, 'BAD_CHAIN', { seq: 1 }));
  });

  it('[S3] a document that was changed after its seal', async () => {
    device.events[1] = {
      ...device.events[1]!,
      document: device.events[1]!.document.replace('agree', 'agreed'),
    };
    expect(await device.send(device.consignment(1, 3))).toEqual(refused(409, 'BAD_CHAIN', { seq: 3 }));
  });

  it('[S9] bytes that were changed after the signature', async () => {
    expect(await device.send(device.consignment(1, 3), { damage: altered })).toEqual(
      refused(400, 'DIGEST_MISMATCH'),
    );
  });

  it('[S16] bytes that were changed on their way', async () => {
    const answer = await device.send(device.consignment(1, 3), { contentDigest: 'sha-256=:AAAA:' });
    expect(answer).toEqual(refused(400, 'DIGEST_MISMATCH'));
  });

  it('[S16] gzip that was cut short', async () => {
    const answer = await device.send(device.consignment(1, 3), { encoding: 'gzip', damage: cutShort });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'MALFORMED' } } });
  });

  it('[S14] more events than announced', async () => {
    seal(...Array.from({ length: 18 }, (_, index) => index + 4));
    const limits = { consignmentBytes: 200_000, consignmentEvents: 20, eventBytes: 300_000 };
    expect(await device.send(device.consignment(1, 21))).toEqual(refused(413, 'TOO_LARGE', limits));
  });

  it.each([
    ['as it is', undefined],
    ['packed small', 'gzip' as const],
  ])('[S14] more bytes than announced, %s', async (_, encoding) => {
    device.seal(
      aReplyDocument(4, { marks: { letter: { kind: 'value', value: 'la '.repeat(66_000) } } }),
      aReplyDocument(5),
    );
    const limits = { consignmentBytes: 200_000, consignmentEvents: 20, eventBytes: 300_000 };
    const answer = await device.send(device.consignment(1, 5), { encoding });
    expect(answer).toEqual(refused(413, 'TOO_LARGE', limits));
  });

  it('a token that headquarters doesn’t know', async () => {
    const answer = await device.send(device.consignment(1, 3), { token: 'A'.repeat(43) });
    expect(answer).toEqual(refused(401, 'TOKEN_UNKNOWN'));
  });

  it('another computer’s token', async () => {
    const other = await enrolDevice(await headquarters.newEnrolmentCode());
    const answer = await device.send(device.consignment(1, 3), { token: other.enrolled.token });
    expect(answer).toEqual(refused(403, 'STREAM_OF_ANOTHER'));
  });

  it('a withdrawn computer', async () => {
    await headquarters.database.pool.query('update device set revoked_at = now() where device_id = $1', [
      device.enrolled.deviceId,
    ]);
    expect(await device.send(device.consignment(1, 3))).toEqual(
      refused(403, 'DEVICE_REVOKED', { serverEpoch: 1 }),
    );
  });

  it('[S7] a consignment for another headquarters, or for this one before its restore', async () => {
    const { serverId, serverEpoch } = device.enrolled;
    const answer = refused(409, 'SERVER_CHANGED', { serverId, serverEpoch });
    expect(await device.send(device.consignment(1, 3, { serverEpoch: 2 }))).toEqual(answer);
    const elsewhere = { serverId: device.enrolled.deviceId as unknown as typeof serverId };
    expect(await device.send(device.consignment(1, 3, elsewhere))).toEqual(answer);
  });

  it('another epoch in the manifest than in the address', async () => {
    expect(await device.send(device.consignment(1, 3, { epoch: 2 }))).toEqual(
      refused(403, 'STREAM_OF_ANOTHER'),
    );
  });

  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['no line at all', () => Buffer.from('{}')],
    ['a first line that isn’t JSON', () => Buffer.from('postbag\n')],
    ['bytes that aren’t text', () => Buffer.from([0xff, 0xfe, 0x0a, 0x00])],
  ])('%s', async (_, damage) => {
    const answer = await device.send(device.consignment(1, 3), { damage });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'MALFORMED' } } });
  });

  it('an envelope that isn’t canonical, though the signature is over it', async () => {
    const [envelope] = device.consignment(1, 1).toString().split('\n').slice(1, 2);
    const events = device.consignment(1, 1).toString().split('\n').slice(1).join('\n');
    const spaced = events.replace(envelope!, envelope!.replaceAll(',', ', '));
    const changes = { bytes: Buffer.byteLength(spaced), eventsDigest: hashOf(spaced) };
    const signed = device.consignment(1, 1, changes).toString();
    const consignment = Buffer.from(signed.slice(0, signed.indexOf('\n') + 1) + spaced);
    const reason = 'The envelope of 1 is not as the protocol has it.';
    expect(await device.send(consignment)).toEqual(refused(400, 'MALFORMED', { reason }));
  });

  it('after all that, the right one is received', async () => {
    receiptIn(await device.send(device.consignment(1, 3)));
    expect(await kept()).toEqual(sealed());
  });

  it('and verify finds every consignment as it was signed', async () => {
    await headquarters.arrived();
    expect((await verify(headquarters.database)).findings).toEqual([]);
  });
});
