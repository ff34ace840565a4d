import { PostbagError } from '../../contract/errors.ts';
import type { Receipt, SignedReceipt } from '../../contract/sync/receipt.ts';
import { inTransaction } from '../store/db.ts';
import type { ReadableDb } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { readLife } from '../store/queries/headquarters-life.ts';
import {
  backedUpThrough,
  putBackedUpThrough,
  readEventIds,
  readOpenPlaces,
  receiptedThrough,
  updateStanding,
} from '../store/queries/receipts.ts';
import type { OpenPlace } from '../store/queries/receipts.ts';
import { readCurrentStream } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHead } from './ask-head.ts';
import { whyNotBelieved } from './take-receipt.ts';

/**
 * Asks what became of the events that headquarters has received and of which it hasn't said its last word (S11): read
 * by now, decided by a person, or waiting still. A receipt for the stretch says so; one is asked for only where such
 * an event stands in it. It covers nothing that isn't covered already, so it isn't kept: what it says is.
 *
 * @throws {NoAnswer} {Refused} PostbagError RECEIPT_INVALID
 */
export async function followStandings(desk: Desk, enrolment: Enrolment, signal: AbortSignal): Promise<void> {
  const { db } = desk;
  const { serverEpoch } = readLife(db);
  const places = readOpenPlaces(db, enrolment.deviceId);
  for (let at = 0; at < places.length;) {
    signal.throwIfAborted();
    const { seq, ...stream } = places[at]!;
    const head = await askHead(enrolment, stream, seq - 1, signal);
    // It was restored a moment ago; the next run sees to it.
    if (head.receipt === null || head.serverEpoch !== serverEpoch) return;
    takeStandings(desk, enrolment, stream, serverEpoch, head.receipt);
    at = firstAfter(places, at, stream, head.receipt.receipt.throughSeq);
  }
  await followBackup(desk, enrolment, serverEpoch, signal);
}

/** All may be settled, and headquarters' backup still have to reach it: any receipt of the series says how far it does. */
async function followBackup(
  desk: Desk,
  enrolment: Enrolment,
  serverEpoch: number,
  signal: AbortSignal,
): Promise<void> {
  const { db } = desk;
  const stream = readCurrentStream(db, enrolment.deviceId);
  const through = receiptedThrough(db, stream);
  if (through === 0 || (backedUpThrough(db, stream) ?? 0) >= through) return;
  const head = await askHead(enrolment, stream, through - 1, signal);
  if (head.receipt === null || head.serverEpoch !== serverEpoch) return;
  takeStandings(desk, enrolment, stream, serverEpoch, head.receipt);
}

/** Where in the list the first place stands that the page didn't answer for. */
function firstAfter(
  places: readonly OpenPlace[],
  from: number,
  stream: StreamKey,
  throughSeq: number,
): number {
  let at = from + 1;
  while (at < places.length && places[at]!.epoch === stream.epoch && places[at]!.seq <= throughSeq) at += 1;
  return at;
}

function takeStandings(
  desk: Desk,
  enrolment: Enrolment,
  stream: StreamKey,
  serverEpoch: number,
  signed: SignedReceipt,
): void {
  const { db } = desk;
  const reason = whyNotBelieved(enrolment, stream, serverEpoch, signed);
  if (reason !== null) throw new PostbagError('RECEIPT_INVALID', { reason });
  const { receipt } = signed;
  inTransaction(db, () => {
    for (const entry of ofOurs(db, stream, receipt)) updateStanding(db, entry);
    putBackedUpThrough(db, stream, receipt.backedUpThrough);
  });
}

/**
 * What it says of events that this store has a receipt for. Beyond those, in a series that forked, headquarters may
 * have those of another copy of this store. That an event is there and unread is known already.
 */
function ofOurs(db: ReadableDb, stream: StreamKey, receipt: Receipt): Receipt['events'] {
  const throughSeq = Math.min(receipt.throughSeq, receiptedThrough(db, stream));
  const eventIds = readEventIds(db, stream, { fromSeq: receipt.fromSeq, throughSeq });
  return receipt.events.filter(
    (entry, index) =>
      entry.eventId === eventIds[index] && entry.status !== 'received' && entry.status !== 'duplicate',
  );
}
