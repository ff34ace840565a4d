import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAllTakenIn } from '../../../contract/sync/courier-report.ts';
import { courierFileName } from '../../../contract/sync/courier.ts';
import { carriedBy, encryptedTo, takesInBytes } from '../../support/courier.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { aKeyPair, enrolDevice, hashOf } from '../../support/sending-device.ts';
import type { SendingDevice } from '../../support/sending-device.ts';

// Every way in which a file can be wrong: named exactly, harmless, and what is right in it is taken in.

let headquarters: ListeningHeadquarters;
let another: ListeningHeadquarters;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  another = await aHeadquarters();
});
afterAll(async () => {
  await headquarters.stop();
  await another.stop();
});

let device: SendingDevice;
beforeEach(async () => {
  device = await enrolDevice(await headquarters.newEnrolmentCode());
});

/** Seals so many replies of about 3 KB each, and makes consignments of `each` of them. */
function sealed(count: number, each = count): Buffer[] {
  const from = device.events.length;
  device.seal(
    ...Array.from({ length: count }, (_, index) =>
      aReplyDocument(from + index + 1, {
        marks: { letter: { kind: 'value', value: 'Dear Sir or Madam, we would like to say. '.repeat(60) } },
      }),
    ),
  );
  const consignments: Buffer[] = [];
  for (let seq = from + 1; seq <= from + count; seq += each) {
    consignments.push(device.consignment(seq, Math.min(seq + each - 1, from + count)));
  }
  return consignments;
}

const storedOf = async (): Promise<number> => {
  const { rows } = await headquarters.database.pool.query<{ n: number }>(
    'select count(*)::int as n from event where device_id = $1',
    [device.enrolled.deviceId],
  );
  return rows[0]!.n;
};
const series = (fromSeq: number, throughSeq: number) => ({ series: [{ epoch: 1, fromSeq, throughSeq }] });
const takesIn = (bytes: Uint8Array, name?: string) =>
  takesInBytes(headquarters.database, bytes, name === undefined ? {} : { name });

describe('[S17] a file that is no courier file for us', () => {
  it.each([
    ['nothing', '', 'EMPTY'],
    ['a web page', '<!doctype html><html><body>Not found</body></html>', 'NOT_AN_AGE_FILE'],
    ['a receipt file', '{"format":"postbag-receipts/1"}', 'NOT_AN_AGE_FILE'],
    ['random bytes', randomBytes(1000), 'NOT_AN_AGE_FILE'],
    ['a later version of age', 'age-encryption.org/v9\n-> X25519 a\nb\n--- c\n', 'NOT_AN_AGE_FILE'],
    ['a header without end', `age-encryption.org/v1\n${'-> X25519 abc\n'.repeat(20_000)}`, 'NOT_AN_AGE_FILE'],
    ['the beginning of one', 'age-encryption.org/v1\n-> X25519 ', 'CUT_SHORT'],
    ['half of its first line', 'age-encry', 'CUT_SHORT'],
  ])('%s', async (_, bytes, problem) => {
    const report = await takesIn(Buffer.from(bytes));
    expect(report).toMatchObject({ problem, computer: null, stretches: [] });
    expect(isAllTakenIn(report)).toBe(false);
  });

  it('one that is encrypted to another headquarters', async () => {
    const bytes = await encryptedTo(another.database, carriedBy(device, sealed(1)));
    expect(await takesIn(bytes)).toMatchObject({ problem: 'NOT_FOR_THIS_HEADQUARTERS', stretches: [] });
    const name = courierFileName('Invented Unit', new Date(), hashOf(bytes));
    expect(await takesIn(bytes, name)).toMatchObject({ problem: 'NOT_FOR_THIS_HEADQUARTERS' });
  });

  it('one that is encrypted to us and written for another headquarters', async () => {
    const foreign = await enrolDevice(await another.newEnrolmentCode());
    foreign.seal(aReplyDocument(1));
    const bytes = await encryptedTo(headquarters.database, carriedBy(foreign, [foreign.consignment(1, 1)]));
    expect(await takesIn(bytes)).toMatchObject({ problem: 'OF_ANOTHER_HEADQUARTERS', stretches: [] });
  });

  it('one from a computer that was never enrolled here', async () => {
    const foreign = await enrolDevice(await another.newEnrolmentCode());
    foreign.seal(aReplyDocument(1));
    const changes = { serverId: device.enrolled.serverId };
    const plaintext = carriedBy(foreign, [foreign.consignment(1, 1, changes)], changes);
    expect(await takesIn(await encryptedTo(headquarters.database, plaintext))).toMatchObject({
      problem: 'OF_UNKNOWN_COMPUTER',
      computer: { deviceId: foreign.enrolled.deviceId, label: null },
      stretches: [],
    });
  });

  it.each([
    ['other words', () => 'Dear headquarters,\nall is well.\n'],
    ['nothing', () => ''],
    ['a line without end', () => 'a'.repeat(3_000_000)],
    ['a header that is not of the form', () => '{"format":"postbag-courier/9"}\n'],
    ['only a header', () => carriedBy(device, [])],
    ['a half of a consignment, encrypted as such', () => carriedBy(device, [sealed(1)[0]!.subarray(0, 900)])],
    ['something after the last consignment', () => carriedBy(device, [...sealed(1), Buffer.from('more\n')])],
  ])('an age file that holds %s', async (_, plaintext) => {
    sealed(1);
    const report = await takesIn(await encryptedTo(headquarters.database, plaintext()));
    expect(report.problem).toBe('NOT_A_COURIER_FILE');
  });
});

describe('[S17] a file that was damaged on its way', () => {
  it('cut anywhere is named as cut short, and what is whole in it is taken in', async () => {
    const plaintext = carriedBy(device, sealed(60, 10));
    const bytes = await encryptedTo(headquarters.database, plaintext);
    const header = bytes.indexOf('\n--- ');
    const payload = bytes.indexOf('\n', header + 1) + 1 + 16;
    const chunk = 65_552;
    expect(bytes.length).toBeGreaterThan(payload + 2 * chunk);
    const places = [
      1,
      21,
      22,
      40,
      header,
      header + 4,
      header + 20,
      payload - 17,
      payload - 16,
      payload - 3,
      payload,
      payload + 1,
      payload + 15,
      payload + 16,
      payload + 17,
      payload + 1000,
      payload + chunk - 1,
      payload + chunk,
      payload + chunk + 1,
      payload + chunk + 17,
      payload + chunk + 30_000,
      payload + 2 * chunk,
      bytes.length - 20_000,
      bytes.length - 4000,
      bytes.length - 17,
      bytes.length - 16,
      bytes.length - 15,
      bytes.length - 2,
      bytes.length - 1,
    ];
    for (const place of places) {
      const report = await takesIn(bytes.subarray(0, place));
      expect([place, report.problem]).toEqual([place, 'CUT_SHORT']);
    }
    // The longest of them held all but the last stretch.
    expect(await storedOf()).toBe(50);
    expect(await takesIn(bytes)).toMatchObject({ problem: null, newEvents: 10, knownEvents: 50 });
  });

  it('a small file too, which is a single chunk', async () => {
    const bytes = await encryptedTo(headquarters.database, carriedBy(device, sealed(3, 1)));
    for (let place = bytes.length - 9000; place < bytes.length; place += 211) {
      const report = await takesIn(bytes.subarray(0, place));
      expect([place, report.problem]).toEqual([place, 'CUT_SHORT']);
    }
    expect(await storedOf()).toBe(0);
  });

  it('altered anywhere is named as altered, and nothing of the altered chunk is taken in', async () => {
    const plaintext = carriedBy(device, sealed(60, 10));
    const bytes = await encryptedTo(headquarters.database, plaintext);
    const name = courierFileName('Invented Unit', new Date(), hashOf(bytes));
    const payload = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 1;
    const places = [
      // In the wrapped key, in the MAC, in the nonce, in each chunk, in the last tag.
      payload - 90,
      payload - 20,
      payload + 3,
      payload + 20,
      payload + 70_000,
      payload + 140_000,
      bytes.length - 5000,
      bytes.length - 17,
      bytes.length - 1,
    ];
    for (const place of places) {
      const altered = Buffer.from(bytes);
      altered[place]! ^= 0x01;
      const report = await takesIn(altered, name);
      expect([place, report.problem]).toEqual([place, 'ALTERED']);
    }
    expect(await storedOf()).toBeLessThan(60);
    expect(await takesIn(bytes, name)).toMatchObject({ problem: null });
    expect(await storedOf()).toBe(60);
  });

  it('altered in a manifest of the last chunk too', async () => {
    const bytes = await encryptedTo(headquarters.database, carriedBy(device, sealed(2, 1)));
    const payload = bytes.indexOf('\n', bytes.indexOf('\n--- ') + 1) + 1 + 16;
    // From the header's line into the first manifest, every 7th byte.
    for (let place = payload + 300; place < payload + 1200; place += 7) {
      const altered = Buffer.from(bytes);
      altered[place]! ^= 0x01;
      expect([place, (await takesIn(altered)).problem]).toEqual([place, 'ALTERED']);
    }
  });

  it('whatever pieces it comes in', async () => {
    const bytes = await encryptedTo(headquarters.database, carriedBy(device, sealed(30, 10)));
    for (const pieceBytes of [17, 65_552, 10_000_000]) {
      const report = await takesInBytes(headquarters.database, bytes.subarray(0, bytes.length - 1), {
        pieceBytes,
      });
      expect([pieceBytes, report.problem]).toEqual([pieceBytes, 'CUT_SHORT']);
    }
    expect(await takesInBytes(headquarters.database, bytes, { pieceBytes: 17 })).toMatchObject({
      problem: null,
    });
  });

  it('a stick that is pulled out while it is read is no fault of the file', async () => {
    const bytes = await encryptedTo(headquarters.database, carriedBy(device, sealed(60, 10)));
    async function* pulled(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 150_000);
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    }
    const { takeInCourierFile } = await import('../../../headquarters/courier/take-in-courier-file.ts');
    const { readIdentity } = await import('../../../headquarters/identity.ts');
    const identity = await readIdentity(headquarters.database);
    await expect(
      takeInCourierFile(headquarters.database, identity, { name: 'a.age', bytes: pulled() }),
    ).rejects.toMatchObject({ code: 'EIO' });
    expect(await takesIn(bytes)).toMatchObject({ problem: null });
    expect(await storedOf()).toBe(60);
  });
});

describe('[S10] [S17] what does not fit together', () => {
  it('a gap says what is missing, and the file before it closes it', async () => {
    const consignments = sealed(6, 2);
    const later = await encryptedTo(
      headquarters.database,
      carriedBy(device, consignments.slice(1), series(3, 6)),
    );
    expect(await takesIn(later)).toMatchObject({
      problem: null,
      newEvents: 0,
      stretches: [{ fromSeq: 3, throughSeq: 6, refusal: 'GAP', missing: { fromSeq: 1, throughSeq: 2 } }],
    });
    const first = await encryptedTo(
      headquarters.database,
      carriedBy(device, consignments.slice(0, 1), series(1, 2)),
    );
    expect(await takesIn(first)).toMatchObject({ newEvents: 2 });
    expect(await takesIn(later)).toMatchObject({
      newEvents: 4,
      knownEvents: 0,
      stretches: [{ refusal: null }],
    });
  });

  it('a fork is refused and freezes the stream; the next series of the same file is taken in', async () => {
    sealed(2);
    await device.sendAll();
    device.events.splice(1);
    sealed(2);
    const forked = [device.consignment(1, 3)];
    device.startNewEpoch();
    const anew = sealed(3);
    const plaintext = carriedBy(device, [...forked, ...anew], {
      series: [
        { epoch: 1, fromSeq: 1, throughSeq: 3 },
        { epoch: 2, fromSeq: 1, throughSeq: 3 },
      ],
    });
    const report = await takesIn(await encryptedTo(headquarters.database, plaintext));
    expect(report).toMatchObject({
      problem: null,
      newEvents: 3,
      stretches: [
        { epoch: 1, refusal: 'FORK' },
        { epoch: 2, refusal: null, newEvents: 3 },
      ],
    });
    expect(isAllTakenIn(report)).toBe(false);
  });

  it('one bad consignment does not keep the next from being taken in', async () => {
    sealed(3);
    const consignments = [
      device.consignment(1, 1),
      device.consignment(2, 2, {}, aKeyPair()),
      device.consignment(2, 2, { throughH: hashOf('elsewhere') }),
      device.consignment(2, 3),
    ];
    const report = await takesIn(await encryptedTo(headquarters.database, carriedBy(device, consignments)));
    expect(report).toMatchObject({
      problem: null,
      newEvents: 3,
      stretches: [{ newEvents: 1 }, { refusal: 'BAD_SIGNATURE' }, { refusal: 'BAD_CHAIN' }, { newEvents: 2 }],
    });
    expect(await storedOf()).toBe(3);
  });

  it('two units’ files with each other’s names are taken in for who wrote them', async () => {
    const ours = await encryptedTo(headquarters.database, carriedBy(device, sealed(2)));
    const theirs = await enrolDevice(await headquarters.newEnrolmentCode());
    theirs.seal(aReplyDocument(1));
    const others = await encryptedTo(headquarters.database, carriedBy(theirs, [theirs.consignment(1, 1)]));
    const [ourName, theirName] = [ours, others].map((bytes) =>
      courierFileName('A unit', new Date(), hashOf(bytes)),
    );
    expect(await takesIn(ours, theirName)).toMatchObject({
      problem: null,
      newEvents: 2,
      computer: { deviceId: device.enrolled.deviceId },
    });
    expect(await takesIn(others, ourName)).toMatchObject({
      problem: null,
      newEvents: 1,
      computer: { deviceId: theirs.enrolled.deviceId },
    });
  });

  it('[S14] a consignment that is larger than anything may be is passed over, not kept in memory', async () => {
    sealed(1);
    const huge = device.consignment(1, 1, { bytes: 300_000 });
    const line = huge.subarray(0, huge.indexOf('\n') + 1);
    const next = device.consignment(1, 1);
    const plaintext = carriedBy(device, [line, Buffer.alloc(300_000), next]);
    const bytes = await encryptedTo(headquarters.database, plaintext);
    const limits = { consignmentBytes: 100_000, consignmentEvents: 20, eventBytes: 200_000 };
    expect(await takesInBytes(headquarters.database, bytes, { limits })).toMatchObject({
      problem: null,
      newEvents: 1,
      stretches: [{ refusal: 'TOO_LARGE' }, { refusal: null }],
    });
  });
});
