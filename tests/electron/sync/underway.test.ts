import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualLimits } from '../../../contract/sync/limits.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { readCurrentStream } from '../../../electron/store/queries/streams.ts';
import { makeConsignment } from '../../../electron/sync/make-consignment.ts';
import { beginPacking } from '../../../electron/sync/pack-consignment.ts';
import type { Packing } from '../../../electron/sync/pack-consignment.ts';
import { placeEvents } from '../../../electron/sync/place-events.ts';
import { Underway } from '../../../electron/sync/underway.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';
import type { UnitOnTheWay } from '../../support/unit-on-the-way.ts';

const never = new AbortController().signal;
const posts = /^POST .*consignments/;

let headquarters: ListeningHeadquarters;
let unit: UnitOnTheWay;
beforeAll(async () => {
  headquarters = await aHeadquarters();
  unit = await aUnit(headquarters);
  aSealedBatch(unit.desk, 8);
  await unit.enrols();
  const { db } = unit.desk;
  placeEvents(db, readCurrentStream(db, readEnrolment(db)!.deviceId));
});
afterAll(async () => {
  await unit.clear();
  await headquarters.stop();
});

/** The reply at a place of the series, in a consignment of its own. */
function packed(seq: number): Packing {
  const { db } = unit.desk;
  const enrolment = readEnrolment(db)!;
  const stream = readCurrentStream(db, enrolment.deviceId);
  const limits = { ...usualLimits, consignmentEvents: 1 };
  return beginPacking(makeConsignment(db, enrolment, stream, { serverEpoch: 1, fromSeq: seq, limits }));
}

function postsAsked(): number {
  return unit.way.asked.filter((line) => posts.test(line)).length;
}

function anUnderway(most?: number): Underway {
  const enrolment = readEnrolment(unit.desk.db)!;
  return new Underway(enrolment, readCurrentStream(unit.desk.db, enrolment.deviceId), never, most);
}

it('has three on the way and three packed beside them; with each receipt another one goes', async () => {
  const held = Array.from({ length: 4 }, () => unit.way.holdNext(posts));
  const underway = anUnderway();
  // The first by itself: on connections of their own a later one may arrive before it.
  let made = 1;
  underway.add(packed(made));
  await held[0]!.held;
  while (underway.wantsAnother) underway.add(packed((made += 1)));
  expect(made).toBe(6);
  await Promise.all(held.slice(0, 3).map((one) => one.held));
  expect(postsAsked()).toBe(3);

  held[0]!.release();
  expect((await underway.first!.receipt).receipt.throughSeq).toBe(1);
  underway.forgetFirst();
  await held[3]!.held;
  expect(postsAsked()).toBe(4);
  expect(underway.wantsAnother).toBe(true);
  underway.add(packed(7));
  expect(underway.wantsAnother).toBe(false);

  for (const one of held) one.release();
  for (let seq = 2; seq <= 7; seq += 1) {
    expect((await underway.first!.receipt).receipt.throughSeq).toBe(seq);
    underway.forgetFirst();
  }
  expect(underway.first).toBe(null);
  expect(postsAsked()).toBe(7);
});

it('makes nothing ahead where it has to be found out what headquarters takes', async () => {
  const underway = anUnderway(1);
  underway.add(packed(1));
  expect(underway.wantsAnother).toBe(false);
  await underway.first!.receipt;
  underway.forgetFirst();
  expect(underway.wantsAnother).toBe(true);
});

it('holds on to nothing that has its receipt, however long a sending is', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const underway = anUnderway(1);
  const bodies: WeakRef<Uint8Array>[] = [];
  for (let seq = 1; seq <= 8; seq += 1) {
    const packing = packed(seq);
    bodies.push(new WeakRef((await packing.packed).bytes));
    underway.add(packing);
    await underway.first!.receipt;
    underway.forgetFirst();
  }
  collectGarbage();
  // The last ones may still be with the connection that carried them.
  const kept = bodies.slice(0, 6).filter((body) => body.deref() !== undefined);
  expect(kept).toHaveLength(0);
  // It is still in use, so what it held on to would be there.
  expect(underway.first).toBe(null);
});
