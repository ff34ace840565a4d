import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SealedDocument } from '../../../../contract/records/reply-document.ts';
import { ReceiptFile } from '../../../../contract/sync/courier.ts';
import { Sha256 } from '../../../../contract/sync/hash.ts';
import { receiptPreimage } from '../../../../contract/sync/receipt.ts';
import type { Receipt } from '../../../../contract/sync/receipt.ts';
import { allRows } from '../../../../electron/store/db.ts';
import { readEnrolment } from '../../../../electron/store/queries/devices.ts';
import { takeReceipts } from '../../../../electron/sync/courier/take-receipts.ts';
import { signText } from '../../../../headquarters/cryptography.ts';
import { transaction } from '../../../../headquarters/database/database.ts';
import { noteBackedUp, streamExtents } from '../../../../headquarters/database/queries/backup.ts';
import { readIdentity } from '../../../../headquarters/identity.ts';
import { aStick, receiptsFor, takesIn, writes } from '../../../support/courier.ts';
import type { Stick } from '../../../support/courier.ts';
import { aHeadquarters } from '../../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../../support/listening-headquarters.ts';
import { aReplyDocument } from '../../../support/reply-documents.ts';
import { aSealedBatch, sealedRows } from '../../../support/sealed-batches.ts';
import { aKeyPair } from '../../../support/sending-device.ts';
import { aBackupOf } from '../../../support/restored-headquarters.ts';
import type { HeadquartersBackup, RestoredHeadquarters } from '../../../support/restored-headquarters.ts';
import { aUnit, refusalOfAsync } from '../../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let another: ListeningHeadquarters;
let unit: UnitOnTheWay;
let stick: Stick;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  another = await aHeadquarters();
});
afterAll(async () => {
  await headquarters.stop();
  await another.stop();
});
beforeEach(async () => {
  unit = await aUnit(headquarters);
  await unit.enrols();
  stick = aStick();
});
afterEach(async () => {
  stick.clear();
  await unit.clear();
});

const deviceId = () => readEnrolment(unit.desk.db)!.deviceId;
const refusal = (text: string) => refusalOfAsync(Promise.resolve().then(() => takeReceipts(unit.desk, text)));

/** Carries so many replies there and answers with the receipt file. */
async function carried(size: number): Promise<string> {
  aSealedBatch(unit.desk, size);
  const { fileName } = await writes(unit.desk, stick);
  await takesIn(headquarters.database, path.join(stick.folder, fileName));
  return await receiptsFor(headquarters.database, deviceId());
}

const changed = (text: string, change: (file: ReceiptFile) => unknown): string =>
  JSON.stringify(change(ReceiptFile.parse(JSON.parse(text))));

describe('[S17] [S5] a receipt file', () => {
  it('makes replies received once; taken in twice it is harmless, and says so', async () => {
    const text = await carried(3);
    expect(takeReceipts(unit.desk, text)).toMatchObject({ taken: 1, takenBefore: 0, repliesReceived: 3 });
    expect(takeReceipts(unit.desk, text)).toEqual({
      taken: 0,
      takenBefore: 1,
      heard: 0,
      ofAnotherLife: 0,
      repliesReceived: 0,
      repliesLacking: 0,
      hasNewSeries: false,
    });
    expect(allRows(unit.desk.db, 'SELECT number FROM receipt')).toHaveLength(1);
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });

  it('covers what stands before its first event too: the chain speaks for it', async () => {
    const first = await carried(2);
    await transaction(headquarters.database, async (db) => noteBackedUp(db, await streamExtents(db)));
    const second = await carried(2);
    const onlyTheLast = changed(second, (file) => {
      const [signed] = file.receipts;
      return { ...file, receipts: [signed] };
    });
    expect(takeReceipts(unit.desk, onlyTheLast)).toMatchObject({ taken: 1, repliesReceived: 4 });
    // The older file comes last: it says nothing that isn't known, and takes nothing back.
    expect(takeReceipts(unit.desk, first)).toMatchObject({ taken: 1, repliesReceived: 0 });
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 4, inBackup: 2 });
  });

  it('of a store that was restored since: what is not in it begins a new series', async () => {
    // Another life of this very computer has sent what this store knows nothing of.
    const other = unit.otherLife();
    other.seal(aReplyDocument(1), aReplyDocument(2), aReplyDocument(3));
    await other.sendAll();
    aSealedBatch(unit.desk, 2);
    const text = await receiptsFor(headquarters.database, deviceId());
    expect(takeReceipts(unit.desk, text)).toEqual({
      taken: 0,
      takenBefore: 0,
      heard: 0,
      ofAnotherLife: 1,
      repliesReceived: 0,
      repliesLacking: 0,
      hasNewSeries: true,
    });
    expect(unit.state()).toMatchObject({ onlyHere: 2, atHeadquarters: 0 });
    const slip = await writes(unit.desk, stick);
    expect(slip.series).toEqual([{ epoch: 2, fromSeq: 1, throughSeq: 2 }]);
    const report = await takesIn(headquarters.database, path.join(stick.folder, slip.fileName));
    expect(report).toMatchObject({ problem: null, newEvents: 2 });
    const back = await receiptsFor(headquarters.database, deviceId());
    expect(takeReceipts(unit.desk, back)).toMatchObject({ repliesReceived: 2, hasNewSeries: false });
  });

  it('[S11] of a series that a copy went on with: what it says of this store’s own is heard, and of one that it doesn’t know nothing', async () => {
    takeReceipts(unit.desk, await carried(2));
    const copy = unit.otherLife();
    const own = sealedRows(unit.desk.db);
    copy.seal(...own.map(({ bytes }) => SealedDocument.parse(JSON.parse(bytes.toString()))));
    copy.seal(aReplyDocument(3));
    await copy.sendAll();
    copy.startNewEpoch();
    copy.seal(aReplyDocument(4));
    await copy.sendAll();
    await headquarters.thinks(own[0]!.event_id, 'quarantined', 'INVALID');
    const text = await receiptsFor(headquarters.database, deviceId());
    expect(takeReceipts(unit.desk, text)).toMatchObject({
      taken: 0,
      heard: 1,
      ofAnotherLife: 1,
      hasNewSeries: true,
    });
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 1, needsAttention: 1 });
  });
});

const elsewhere = Sha256.parse('f'.repeat(64));
it.each([
  ['of another life of headquarters', { serverEpoch: 2, throughSeq: 3 }],
  ['that contradicts one that is filed', { throughSeq: 2 }],
])('[S7] a receipt %s says nothing of what this store has sent', async (_, changes) => {
  takeReceipts(unit.desk, await carried(2));
  const { privateKeyPem } = await readIdentity(headquarters.database);
  const text = changed(await receiptsFor(headquarters.database, deviceId()), (file) => {
    const { receipt } = file.receipts[0]!;
    const { throughSeq } = changes;
    const said: Receipt = {
      ...receipt,
      ...changes,
      throughH: elsewhere,
      asOf: receipt.asOf + 1,
      standings: [{ fromSeq: 1, throughSeq, status: 'quarantined', code: 'INVALID' }],
    };
    return {
      ...file,
      receipts: [{ receipt: said, signature: signText(receiptPreimage(said), privateKeyPem) }],
    };
  });
  expect(takeReceipts(unit.desk, text)).toMatchObject({ taken: 0, heard: 0, ofAnotherLife: 1 });
  expect(unit.state()).toMatchObject({ atHeadquarters: 2, needsAttention: 0 });
});

describe('[S7] [S17] a receipt file of a headquarters that was restored', () => {
  let backup: HeadquartersBackup;
  let restored: RestoredHeadquarters;
  /** Puts headquarters back as it was, and takes the receipt file in that it writes then. */
  async function putBack() {
    restored = await backup.restore();
    return takeReceipts(unit.desk, await receiptsFor(restored.database, deviceId()));
  }
  async function carriedAgain(events: number): Promise<void> {
    const slip = await writes(unit.desk, stick);
    expect(slip).toMatchObject({ events });
    const report = await takesIn(restored.database, path.join(stick.folder, slip.fileName));
    expect(report).toMatchObject({ problem: null, newEvents: events });
    takeReceipts(unit.desk, await receiptsFor(restored.database, deviceId()));
    expect(unit.state()).toMatchObject({ onlyHere: 0, offeredAgain: 0 });
  }
  afterEach(async () => {
    await restored.stop();
    await backup.remove();
  });

  it('says so though it has nothing: all is only here again, and carried again', async () => {
    backup = await aBackupOf(headquarters.database);
    takeReceipts(unit.desk, await carried(3));
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
    expect(await putBack()).toEqual({
      taken: 0,
      takenBefore: 0,
      heard: 0,
      ofAnotherLife: 0,
      repliesReceived: 0,
      repliesLacking: 3,
      hasNewSeries: false,
    });
    expect(unit.state()).toMatchObject({ onlyHere: 3, offeredAgain: 3, atHeadquarters: 0 });
    await carriedAgain(3);
  });

  it('says what it still has, and what it lacks is carried again', async () => {
    takeReceipts(unit.desk, await carried(2));
    backup = await aBackupOf(headquarters.database);
    takeReceipts(unit.desk, await carried(1));
    expect(await putBack()).toMatchObject({ taken: 1, repliesReceived: 2, repliesLacking: 1 });
    expect(unit.state()).toMatchObject({ onlyHere: 1, atHeadquarters: 2 });
    await carriedAgain(1);
  });
});

describe('[S12] [S17] a receipt file that is not to be believed changes nothing', () => {
  afterEach(() => {
    expect(allRows(unit.desk.db, 'SELECT number FROM receipt')).toEqual([]);
    expect(unit.state().atHeadquarters).toBe(0);
  });

  it.each([
    ['a web page', '<html></html>', 'it is a web page'],
    [
      'a courier file',
      'age-encryption.org/v1\n-> X25519 …',
      'it is a courier file, which goes to headquarters',
    ],
    ['cut short', '{"format":"postbag-receipts/1","comp', 'it is cut short'],
    ['other words', 'Dear unit', 'it is some other file'],
    ['other JSON', '{"format":"something/1"}', 'it is not of the form of one, from format on'],
    ['nothing in a list', '[]', 'it is not of the form of one, from the beginning on'],
  ])('NOT_A_RECEIPT_FILE: %s', async (_, text, reason) => {
    expect(await refusal(text)).toEqual({ code: 'NOT_A_RECEIPT_FILE', details: { reason } });
  });

  it('RECEIPTS_ALTERED: another status, and another’s signature', async () => {
    const text = await carried(2);
    const asApplied = changed(text, (file) => ({
      ...file,
      receipts: file.receipts.map(({ receipt, signature }) => ({
        receipt: {
          ...receipt,
          standings: receipt.standings.map((standing) => ({ ...standing, status: 'quarantined' })),
        },
        signature,
      })),
    }));
    const forger = aKeyPair();
    const forged = changed(text, (file) => ({
      ...file,
      receipts: file.receipts.map(({ receipt }) => ({
        receipt,
        signature: forger.sign(receiptPreimage(receipt)),
      })),
    }));
    const ofALaterLife = changed(text, (file) => ({
      ...file,
      life: { ...file.life, life: { ...file.life.life, serverEpoch: 9 } },
    }));
    for (const altered of [asApplied, forged, ofALaterLife]) {
      expect(await refusal(altered)).toEqual({ code: 'RECEIPTS_ALTERED', details: {} });
    }
  });

  it('all of it or nothing: a good receipt before an altered one is not taken in either', async () => {
    const text = await carried(2);
    const half = changed(text, (file) => ({
      ...file,
      receipts: [...file.receipts, { ...file.receipts[0]!, signature: 'A'.repeat(86) }],
    }));
    expect(await refusal(half)).toEqual({ code: 'RECEIPTS_ALTERED', details: {} });
  });

  it('RECEIPTS_FOR_ANOTHER_COMPUTER names the computer', async () => {
    const other = await aUnit(headquarters);
    await other.enrols();
    aSealedBatch(other.desk, 1);
    await other.sends();
    const theirs = readEnrolment(other.desk.db)!.deviceId;
    const text = await receiptsFor(headquarters.database, theirs);
    await other.clear();
    const refused = await refusal(text);
    expect(refused.code).toBe('RECEIPTS_FOR_ANOTHER_COMPUTER');
    expect(JSON.stringify(refused.details)).toContain(`of Invented Unit (${theirs})`);
  });

  it('RECEIPTS_OF_ANOTHER_HEADQUARTERS', async () => {
    const other = await aUnit(another);
    await other.enrols();
    aSealedBatch(other.desk, 1);
    await other.sends();
    const text = await receiptsFor(another.database, readEnrolment(other.desk.db)!.deviceId);
    await other.clear();
    expect(await refusal(text)).toEqual({ code: 'RECEIPTS_OF_ANOTHER_HEADQUARTERS', details: {} });
  });

  it('[S7] RECEIPTS_OF_EARLIER_LIFE: headquarters was restored since they were written', async () => {
    const text = await carried(1);
    unit.desk.db.exec('UPDATE headquarters_life SET server_epoch = 2');
    expect(await refusal(text)).toEqual({ code: 'RECEIPTS_OF_EARLIER_LIFE', details: {} });
  });

  it('NOT_ENROLLED', async () => {
    const text = await carried(1);
    const stranger = await aUnit(headquarters);
    const refused = await refusalOfAsync(Promise.resolve().then(() => takeReceipts(stranger.desk, text)));
    expect(refused).toEqual({ code: 'NOT_ENROLLED', details: {} });
    await stranger.clear();
  });
});

describe('what goes back', () => {
  it('holds no word of any reply: a finder learns ids and numbers', async () => {
    const text = await carried(2);
    expect(text).not.toContain('Invented Sender');
    const { fileName } = await writes(unit.desk, stick);
    expect(readFileSync(path.join(stick.folder, fileName), 'latin1')).not.toContain('Invented');
  });
});
