import { setImmediate as letOthersGo } from 'node:timers/promises';
import { timeLeftMs } from '../../contract/sync/time-left.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import type { SignedReceipt } from '../../contract/sync/receipt.ts';
import { inTransaction } from '../store/db.ts';
import type { Desk } from '../store/desk.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { readLife } from '../store/queries/headquarters-life.ts';
import { lastReceiptNumber } from '../store/queries/receipts.ts';
import { readCurrentStream } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { agreeOnHead } from './agree-on-head.ts';
import type { Start } from './agree-on-head.ts';
import { Refused } from './ask-headquarters.ts';
import { NoAnswerInTime } from './fetch-answer.ts';
import { beginDueEpoch } from './begin-due-epoch.ts';
import { confirmEarlier } from './confirm-earlier.ts';
import { makeConsignment } from './make-consignment.ts';
import { beginPacking } from './pack-consignment.ts';
import { Outgoing } from './outgoing.ts';
import type { Run } from './runs.ts';
import { RefusedEvent } from './refused-event.ts';
import { takeReceipt } from './take-receipt.ts';
import { Underway } from './underway.ts';

// A run is: ask where headquarters stands, send the next stretch, file its receipt, again. Nothing is remembered
// between two runs but what stands in the store, so a run may be cut off anywhere and begun anew.

/**
 * Refusals after which headquarters is asked anew where it stands, and how often without anything gained. Something
 * may have been changed on its way, or headquarters be restored in between.
 */
const backToHead = new Set([
  'GAP',
  'DIGEST_MISMATCH',
  'MALFORMED',
  'FORK',
  'SERVER_CHANGED',
  'BAD_CHAIN',
  'BAD_SIGNATURE',
]);
const mostReturns = 3;

/** Refusals that may be about one event of a consignment: those beside it are sent without it, until it stands alone. */
const aboutAnEvent = new Set(['TOO_LARGE', 'DIGEST_MISMATCH', 'MALFORMED', 'BAD_CHAIN']);

/**
 * Sends everything of this store that has no receipt that counts.
 *
 * @throws {NoAnswer} {Refused} {RefusedEvent} PostbagError RECEIPT_INVALID; what was receipted until then stays so
 */
export async function sendAll(desk: Desk, enrolment: Enrolment, run: Run): Promise<void> {
  const { db } = desk;
  beginDueEpoch(db, enrolment.deviceId, desk.nowMs());
  let mostEvents = Number.POSITIVE_INFINITY;
  for (let returns = 0; ; returns += 1) {
    const start = await agreeOnSending(desk, enrolment, run);
    const gained = lastReceiptNumber(db);
    try {
      await sendFrom(desk, enrolment, narrowed(start, mostEvents), run);
      return;
    } catch (error) {
      if (!(error instanceof Refused) || !backToHead.has(error.code)) throw error;
      if (lastReceiptNumber(db) > gained) {
        returns = 0;
        mostEvents = Number.POSITIVE_INFINITY;
      }
      if (returns < mostReturns) continue;
      if (error instanceof RefusedEvent || !aboutAnEvent.has(error.code)) throw error;
      // The same again and again is no accident: from here on one by one, so that the one can be named.
      mostEvents = 1;
      returns = 0;
    }
  }
}

async function agreeOnSending(desk: Desk, enrolment: Enrolment, run: Run): Promise<Start> {
  const { db } = desk;
  const start = await agreeOnHead(desk, enrolment, readCurrentStream(db, enrolment.deviceId), run.signal);
  if (readLife(db).placedThrough === 0) {
    await confirmEarlier(desk, enrolment, start.stream, start.serverEpoch, run.signal);
  }
  return start;
}

function narrowed(start: Start, mostEvents: number): Start {
  const consignmentEvents = Math.min(start.limits.consignmentEvents, mostEvents);
  return { ...start, limits: { ...start.limits, consignmentEvents } };
}

/**
 * Sends stretch after stretch. Some are under way at once, in the order of the stream, and their receipts are filed in
 * that order. Where one fails, those behind it are given up: whether headquarters has them is for its head to say (S6).
 *
 * Between the steps it lets others go: receipts that are here already wait for nothing, so that without that a run of
 * them would hold up what is packed, and what somebody types.
 */
async function sendFrom(desk: Desk, enrolment: Enrolment, start: Start, run: Run): Promise<void> {
  const { db } = desk;
  const { stream, serverEpoch } = start;
  const outgoing = new Outgoing(db, stream, start.fromSeq);
  const { total } = outgoing;
  const begunMs = run.timing.passedMs();
  tellProgress(desk, run, { done: { events: 0, bytes: 0 }, total, timeLeftMs: null });
  let limits = start.limits;
  let nextSeq = start.fromSeq;
  let underway = new Underway(enrolment, stream, run.signal, limits.consignmentEvents === 1 ? 1 : undefined);
  /** Why no more can be made, as where a place on the disk can't be read. What is under way comes to its receipts first. */
  let unmade = null as { readonly error: unknown } | null;
  const orUnmade = <Made>(make: () => Made): Made | null => {
    try {
      return make();
    } catch (error) {
      unmade = { error };
      return null;
    }
  };
  /** Gives what is made next its places; whether there is something. */
  const placeNext = (): boolean =>
    unmade === null && orUnmade(() => outgoing.reaches(nextSeq, limits.consignmentEvents)) === true;
  const fill = async (): Promise<void> => {
    while (underway.wantsAnother && placeNext()) {
      const range = { serverEpoch, fromSeq: nextSeq, limits };
      const consignment = orUnmade(() => makeConsignment(db, enrolment, stream, range));
      if (consignment === null) return;
      nextSeq = consignment.manifest.toSeq + 1;
      underway.add(beginPacking(consignment));
      await letOthersGo();
      run.signal.throwIfAborted();
    }
  };
  try {
    for (await fill(); underway.first !== null;) {
      run.signal.throwIfAborted();
      const { first } = underway;
      const { consignment } = first;
      const { fromSeq, toSeq, count } = consignment.manifest;
      let receipt: SignedReceipt;
      try {
        receipt = await first.receipt;
      } catch (error) {
        if (count === 1) throw ofOneEvent(error, stream, fromSeq);
        if (!isTooMuch(error)) throw error;
        underway.giveUp();
        // From here on one at a time: what may be too much at once is not tried with several.
        underway = new Underway(enrolment, stream, run.signal, 1);
        limits = halfOf(limits, count);
        nextSeq = fromSeq;
        unmade = null;
        await fill();
        continue;
      }
      // The one that was too much for others beside it has gone; the rest may go as before.
      if (count === 1) limits = start.limits;
      underway.forgetFirst();
      await letOthersGo();
      // Cancelled meanwhile or not, the receipt is here, and is filed. What is made next has its places by the same
      // commit: each is a wait for the disk.
      inTransaction(db, () => {
        takeReceipt(desk, enrolment, stream, { serverEpoch, fromSeq, throughSeq: toSeq }, receipt);
        placeNext();
        // There are errors by which SQLite takes everything back: then they are why, and the receipt is asked for anew.
        if (unmade !== null && !db.inTransaction) throw unmade.error;
      });
      const doneBytes = run.progress.done.bytes + consignment.documentBytes;
      tellProgress(desk, run, {
        done: { events: run.progress.done.events + count, bytes: doneBytes },
        total,
        timeLeftMs: timeLeftMs({
          passedMs: run.timing.passedMs() - begunMs,
          doneBytes,
          totalBytes: total.bytes,
        }),
      });
      await letOthersGo();
      run.signal.throwIfAborted();
      await fill();
    }
    if (unmade !== null) throw unmade.error;
  } finally {
    // Whatever ends this ends what is under way too: nothing may go on in a store that is let go of.
    underway.giveUp();
  }
}

function tellProgress(desk: Desk, run: Run, progress: Run['progress']): void {
  run.progress = progress;
  desk.announce({
    topic: 'send-progress',
    eventsDone: progress.done.events,
    eventsTotal: progress.total.events,
    bytesDone: progress.done.bytes,
    bytesTotal: progress.total.bytes,
    timeLeftMs: progress.timeLeftMs,
  });
}

/** Headquarters said that it was too much, or was too slow for so much (S14). */
function isTooMuch(error: unknown): boolean {
  return error instanceof NoAnswerInTime || (error instanceof Refused && error.code === 'TOO_LARGE');
}

/** By events alone: half of what was sent is half of its bytes too, as near as matters. */
function halfOf(limits: Limits, count: number): Limits {
  return { ...limits, consignmentEvents: Math.floor(count / 2) };
}

/** A refusal of a consignment with nothing but one event in it is about that event. */
function ofOneEvent(error: unknown, stream: StreamKey, seq: number): unknown {
  if (!(error instanceof Refused) || !aboutAnEvent.has(error.code)) return error;
  return new RefusedEvent(error, { ...stream, seq });
}
