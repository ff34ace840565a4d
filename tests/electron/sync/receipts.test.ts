import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { receiptPreimage } from '../../../contract/sync/receipt.ts';
import type { Receipt, SignedReceipt } from '../../../contract/sync/receipt.ts';
import { getRow } from '../../../electron/store/db.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import type { CarriedAnswer } from '../../support/lossy-way.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aKeyPair } from '../../support/sending-device.ts';
import { aUnit, refusalOfAsync } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters();
});
afterAll(() => headquarters.stop());
beforeEach(async () => {
  unit = await aUnit(headquarters);
  aSealedBatch(unit.desk, 3);
  await unit.enrols();
});
afterEach(() => unit.clear());

interface Answer {
  readonly ok: true;
  readonly value: SignedReceipt;
}

/** A receipt that says something else, under the signature of the right one. */
const falsified =
  (change: (receipt: Receipt) => Partial<Receipt>) =>
  ({ status, body }: CarriedAnswer): CarriedAnswer => {
    const { value } = JSON.parse(body) as Answer;
    const receipt = { ...value.receipt, ...change(value.receipt) };
    return { status, body: JSON.stringify({ ok: true, value: { ...value, receipt } }) };
  };

describe('[S12] a receipt', () => {
  it('that somebody else signed is refused, and nothing is received', async () => {
    const forger = aKeyPair();
    unit.way.changeNext(/POST/, ({ status, body }) => {
      const { value } = JSON.parse(body) as Answer;
      const signature = forger.sign(receiptPreimage(value.receipt));
      return { status, body: JSON.stringify({ ok: true, value: { ...value, signature } }) };
    });
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'RECEIPT_INVALID',
      details: { reason: 'the signature is not that of headquarters' },
    });
    expect(unit.state()).toMatchObject({ onlyHere: 3, atHeadquarters: 0, lastReceiptAtMs: null });
    // The bytes did arrive; the true receipt is fetched the next time.
    await unit.sends();
    expect(unit.state()).toMatchObject({ onlyHere: 0, atHeadquarters: 3 });
  });

  it.each<[string, (receipt: Receipt) => Partial<Receipt>]>([
    [
      'another status',
      (receipt) => ({
        standings: receipt.standings.map((standing) => ({ ...standing, status: 'applied' })),
      }),
    ],
    ['another time', () => ({ receivedAt: '2007-06-30T12:00:00.000Z' })],
    [
      'more',
      (receipt) => ({
        throughSeq: receipt.throughSeq + 1,
        standings: receipt.standings.map((standing) => ({
          ...standing,
          throughSeq: standing.throughSeq + 1,
        })),
      }),
    ],
  ])('that was changed on its way to say %s is refused', async (_what, change) => {
    unit.way.changeNext(/POST/, falsified(change));
    expect(await refusalOfAsync(unit.sends())).toMatchObject({ code: 'RECEIPT_INVALID' });
    expect(unit.state()).toMatchObject({ onlyHere: 3, atHeadquarters: 0 });
  });

  it('that is genuine and for another computer is refused', async () => {
    const other = await aUnit(headquarters);
    aSealedBatch(other.desk, 3);
    await other.enrols();
    let stolen: CarriedAnswer | undefined;
    other.way.changeNext(/POST/, (answer) => (stolen = answer));
    await other.sends();
    await other.clear();
    unit.way.changeNext(/POST/, () => stolen!);
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'RECEIPT_INVALID',
      details: { reason: 'it is for another computer or another series' },
    });
  });

  it('that is genuine and of an earlier consignment is refused', async () => {
    let earlier: CarriedAnswer | undefined;
    unit.way.changeNext(/POST/, (answer) => (earlier = answer));
    await unit.sends();
    aSealedBatch(unit.desk, 1);
    unit.way.changeNext(/POST/, () => earlier!);
    expect(await refusalOfAsync(unit.sends())).toEqual({
      code: 'RECEIPT_INVALID',
      details: { reason: 'it is for something else than was sent' },
    });
    expect(unit.state()).toMatchObject({ onlyHere: 1, atHeadquarters: 3 });
  });

  it('is kept as it was signed', async () => {
    await unit.sends();
    const row = getRow<{ body: string }>(unit.desk.db, 'SELECT body FROM receipt')!;
    expect(receiptPreimage(JSON.parse(row.body) as Receipt)).toBe(row.body);
  });
});

describe('streams and receipts in the store', () => {
  it.each([
    [`UPDATE stream_entry SET seq = 4 WHERE seq = 3`, 'a place in a stream never changes'],
    [`DELETE FROM stream_entry WHERE seq = 3`, 'a place in a stream is never deleted'],
    [
      `INSERT INTO stream_entry SELECT device_id, epoch, 5, event_id, h, h FROM stream_entry WHERE seq = 3`,
      'a stream has no gap',
    ],
    [
      `INSERT INTO stream_entry SELECT device_id, epoch, 4, event_id, previous_h, h FROM stream_entry WHERE seq = 3`,
      'each entry is chained to the one before',
    ],
    [
      `INSERT INTO stream_entry SELECT device_id, epoch, 4, event_id, h, h FROM stream_entry WHERE seq = 3`,
      'UNIQUE constraint failed',
    ],
    [`UPDATE receipt SET through_seq = 9`, 'a receipt never changes'],
    [`DELETE FROM receipt`, 'a receipt is never deleted'],
    [
      `INSERT INTO receipt (device_id, epoch, from_seq, through_seq, through_h, server_epoch, body, signature, stored_at_ms)
       SELECT device_id, epoch, 1, 2, through_h, 1, body, signature, 0 FROM receipt`,
      'the receipt does not match the stream',
    ],
    [
      `INSERT INTO receipt (device_id, epoch, from_seq, through_seq, through_h, server_epoch, body, signature, stored_at_ms)
       SELECT device_id, epoch, 1, through_seq, through_h, 1, '{"serverId":"another"}', signature, 0 FROM receipt`,
      'the receipt is not from the headquarters enrolled here',
    ],
    [`DELETE FROM event_standing`, 'what headquarters said is never deleted'],
    [`UPDATE reply SET stage = 'sealed'`, 'a reply goes from here to sealed to received, and not back'],
  ])('[S5] hold: %s', async (sql, message) => {
    await unit.sends();
    expect(() => unit.desk.db.exec(sql)).toThrow(message);
  });
});
