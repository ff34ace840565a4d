import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Receipt } from '../../../contract/sync/receipt.ts';
import { getRow } from '../../../electron/store/db.ts';
import { setReceived } from '../../../electron/store/queries/events.ts';
import {
  backedUpThrough,
  putStandings,
  readOpenPlaces,
  receiptedThrough,
  updateStandings,
} from '../../../electron/store/queries/receipts.ts';
import {
  countOfferedAgain,
  countReceivedAfter,
  listAttention,
  readSendingCounts,
} from '../../../electron/store/queries/sending-counts.ts';
import {
  isSomethingWaiting,
  readAmountAfter,
  readEarlierStreams,
  readDocumentSizes,
  readCurrentStream,
  readLastLink,
  readStretch,
  readUnplaced,
  readUnplacedAmount,
} from '../../../electron/store/queries/streams.ts';
import type { StreamKey } from '../../../electron/store/queries/streams.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { plansOf } from '../../support/query-plan.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

// Sending two hundred replies must cost the same with a thousand and with a million already sent.

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
let stream: StreamKey;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  aSealedBatch(unit.desk, 2);
  await unit.enrols();
  await unit.sends();
  stream = readCurrentStream(unit.desk.db, readEnrolment(unit.desk.db)!.deviceId);
});
afterAll(async () => {
  await unit.clear();
  await headquarters.stop();
});

const scans = (plans: readonly string[]): string[] =>
  plans.filter((step) => /^SCAN (?!batch|CONSTANT|\(subquery)/.test(step));

describe('what has been sent is not read again', () => {
  it('to place, count and read what is to be sent', () => {
    const plans = plansOf(unit.desk.db, (db) => {
      readLastLink(db, stream);
      readUnplaced(db, stream, { placedThrough: 2, throughNumber: 9, limit: 5 });
      readUnplacedAmount(db, stream, { placedThrough: 2, throughNumber: 9 });
      readDocumentSizes(db, stream, { fromSeq: 1, limit: 5 });
      isSomethingWaiting(db, stream);
      readEarlierStreams(db, stream);
      readAmountAfter(db, stream, 2);
      readStretch(db, stream, { fromSeq: 1, throughSeq: 2 });
      receiptedThrough(db, stream);
    });
    expect(scans(plans)).toEqual([]);
    expect(plans).toContain('SEARCH event USING INTEGER PRIMARY KEY (rowid>?)');
  });

  it('to put a consignment together: in the order of the places, which is the key’s, so that nothing is sorted', () => {
    const plans = plansOf(unit.desk.db, (db) => readStretch(db, stream, { fromSeq: 1, throughSeq: 2 }));
    const steps = plans.filter((step) => step.startsWith('SEARCH'));
    expect(steps[0]).toMatch(/^SEARCH stream_entry USING PRIMARY KEY .*seq>\? AND seq<\?/);
    expect(plans.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });

  it('to file a receipt', () => {
    const plans = plansOf(unit.desk.db, (readable) => {
      const db = readable as typeof unit.desk.db;
      putStandings(db, 1);
      setReceived(db, { ...stream, fromSeq: 1, throughSeq: 2 });
    });
    expect(scans(plans).filter((step) => !step.startsWith('SCAN said'))).toEqual([]);
  });

  it('to take in what a later receipt says of it', () => {
    const { body } = getRow<{ body: string }>(unit.desk.db, 'SELECT body FROM receipt')!;
    const plans = plansOf(unit.desk.db, (db) =>
      updateStandings(db as typeof unit.desk.db, Receipt.parse(JSON.parse(body)), 2),
    );
    expect(scans(plans).filter((step) => !step.startsWith('SCAN said'))).toEqual([]);
    expect(plans.some((step) => step.startsWith('SEARCH known '))).toBe(true);
  });

  it('to hear what became of it, and to count what was receipted before', () => {
    const plans = plansOf(unit.desk.db, (db) => {
      readOpenPlaces(db, stream.deviceId);
      backedUpThrough(db, stream);
      countOfferedAgain(db);
      countReceivedAfter(db, stream, 2);
    });
    expect(scans(plans).filter((step) => !/event_standing_open/.test(step))).toEqual([]);
    expect(plans).toContain('SCAN event_standing USING INDEX event_standing_open');
    // Once an event, so never along the series.
    expect(plans.some((step) => /^SEARCH stream_entry .*\(event_id=\?/.test(step))).toBe(true);
    expect(plans).not.toContain('SEARCH stream_entry USING PRIMARY KEY (device_id=?)');
  });

  it('to count what is where, and to list what needs attention', () => {
    const plans = plansOf(unit.desk.db, (db) => {
      readSendingCounts(db);
      listAttention(db, 100);
    });
    const attention = /event_standing_attention/;
    expect(scans(plans).filter((step) => !attention.test(step))).toEqual([]);
    expect(plans.filter((step) => attention.test(step))).toHaveLength(2);
  });
});
