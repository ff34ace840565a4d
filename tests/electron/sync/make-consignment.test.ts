import { afterAll, beforeAll, expect, it } from 'vitest';
import { consignmentEvents } from '../../../contract/sync/consignment.ts';
import { usualLimits } from '../../../contract/sync/limits.ts';
import { allRows } from '../../../electron/store/db.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import {
  readCurrentStream,
  readDocumentSizes,
  readStretch,
} from '../../../electron/store/queries/streams.ts';
import { makeConsignment } from '../../../electron/sync/make-consignment.ts';
import { placeEvents } from '../../../electron/sync/place-events.ts';
import type { ConsignedEvent } from '../../../contract/sync/consignment.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  aSealedBatch(unit.desk, 4);
  await unit.enrols();
});
afterAll(async () => {
  await unit.clear();
  await headquarters.stop();
});

it('[S1] [S9] what SQL puts together are the bytes that the protocol has: each envelope, each document as it was sealed', () => {
  const { db } = unit.desk;
  const enrolment = readEnrolment(db)!;
  const stream = readCurrentStream(db, enrolment.deviceId);
  placeEvents(db, stream);
  const sealed = allRows<ConsignedEvent>(
    db,
    `SELECT stream_entry.seq, event.event_id AS eventId, kind, consultation_id AS consultationId,
       reply_id AS replyId, CAST(bytes AS TEXT) AS document
     FROM stream_entry JOIN event ON event.event_id = stream_entry.event_id ORDER BY stream_entry.seq`,
  );
  expect(sealed).toHaveLength(4);
  const body = readStretch(db, stream, { fromSeq: 2, throughSeq: 4 });
  expect(body.toString()).toBe(consignmentEvents(sealed.slice(1)));
  const sizes = readDocumentSizes(db, stream, { fromSeq: 2, limit: 3 });
  expect(sizes).toEqual(sealed.slice(1).map(({ document }) => Buffer.byteLength(document)));
  const range = { serverEpoch: 1, fromSeq: 2, limits: { ...usualLimits, consignmentEvents: 2 } };
  expect(makeConsignment(db, enrolment, stream, range).manifest).toMatchObject({ fromSeq: 2, toSeq: 3 });
});

it('[S14] is never larger than headquarters takes, except for a reply that is too large beside any other', () => {
  const { db } = unit.desk;
  const enrolment = readEnrolment(db)!;
  const stream = readCurrentStream(db, enrolment.deviceId);
  placeEvents(db, stream);
  const consignmentOf = (consignmentBytes: number) =>
    makeConsignment(db, enrolment, stream, {
      serverEpoch: 1,
      fromSeq: 1,
      limits: { ...usualLimits, consignmentBytes },
    });
  const counts = new Set<number>();
  const all = consignmentOf(usualLimits.consignmentBytes).sizeBytes;
  for (let consignmentBytes = 100; consignmentBytes < all + 4000; consignmentBytes += 100) {
    const { manifest, pieces, sizeBytes } = consignmentOf(consignmentBytes);
    counts.add(manifest.count);
    expect(Buffer.concat(pieces)).toHaveLength(sizeBytes);
    if (manifest.count > 1) expect(sizeBytes).toBeLessThanOrEqual(consignmentBytes);
  }
  expect([...counts].toSorted()).toEqual([1, 2, 3, 4]);
});
