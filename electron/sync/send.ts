import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { PostbagError } from '../../contract/errors.ts';
import { consignmentMediaType, consignmentsPath, contentDigest } from '../../contract/sync/endpoints.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { SignedReceipt } from '../../contract/sync/receipt.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { lastReceiptNumber } from '../store/queries/receipts.ts';
import { readAmountAfter, readCurrentStream } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { agreeOnHead } from './agree-on-head.ts';
import type { Start } from './agree-on-head.ts';
import { askHeadquarters, NoAnswerInTime, Refused } from './ask-headquarters.ts';
import { makeConsignment } from './make-consignment.ts';
import type { Consignment } from './make-consignment.ts';
import { placeEvents } from './place-events.ts';
import { refusalOfSync } from './refusal-of-sync.ts';
import { asOnlyRun } from './runs.ts';
import type { Run } from './runs.ts';
import { takeReceipt } from './take-receipt.ts';

// A run is: ask where headquarters stands, send the next stretch, file its receipt, again. Nothing is remembered
// between two runs but what stands in the store, so a run may be cut off anywhere and begun anew.

const pack = promisify(zstdCompress);

/** Refusals after which headquarters is asked anew where it stands, and how often without anything gained. */
const backToHead = new Set(['GAP', 'DIGEST_MISMATCH', 'MALFORMED', 'FORK', 'SERVER_CHANGED']);
const mostReturns = 3;

/**
 * Sends everything sealed that has no receipt. Comes back when all of it has one, or when it was cancelled, or when
 * `closing` is aborted because the store is to be closed.
 *
 * @throws PostbagError NOT_ENROLLED, NOTHING_TO_SEND, SENDING_ALREADY, HEADQUARTERS_UNREACHABLE,
 *   HEADQUARTERS_REFUSED, RECEIPT_INVALID; what was receipted until then stays so
 */
export async function send(desk: Desk, closing: AbortSignal): Promise<void> {
  const { db } = desk;
  const enrolment = readEnrolment(db);
  if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
  const lastBefore = lastReceiptNumber(db);
  try {
    await asOnlyRun(db, closing, (run) => sendAll(desk, enrolment, run));
  } catch (error) {
    throw refusalOfSync(error);
  } finally {
    const receipts = lastReceiptNumber(db) - lastBefore;
    if (receipts > 0) recordRun(desk, enrolment, receipts);
    desk.announce({ topic: 'store-changed' });
  }
}

function recordRun(desk: Desk, enrolment: Enrolment, receipts: number): void {
  appendAudit(desk.db, {
    atMs: desk.nowMs(),
    personId: desk.person.id,
    act: 'sending.send',
    subject: enrolment.deviceId,
    details: { receipts },
  });
}

async function sendAll(desk: Desk, enrolment: Enrolment, run: Run): Promise<void> {
  const { db } = desk;
  const before = lastReceiptNumber(db);
  placeEvents(db, readCurrentStream(db, enrolment.deviceId));
  for (let returns = 0; ; returns += 1) {
    const current = readCurrentStream(db, enrolment.deviceId);
    const start = await agreeOnHead(desk, enrolment, current, run.signal);
    const gained = lastReceiptNumber(db);
    try {
      await sendFrom(desk, enrolment, start, run);
      break;
    } catch (error) {
      if (!(error instanceof Refused) || !backToHead.has(error.code)) throw error;
      if (lastReceiptNumber(db) > gained) returns = 0;
      if (returns >= mostReturns) throw error;
    }
  }
  if (lastReceiptNumber(db) === before) throw new PostbagError('NOTHING_TO_SEND', {});
}

/** Sends stretch after stretch; each is forgotten only when its receipt is filed. */
async function sendFrom(desk: Desk, enrolment: Enrolment, start: Start, run: Run): Promise<void> {
  const { db } = desk;
  const { stream, serverEpoch } = start;
  const total = readAmountAfter(db, stream, start.fromSeq - 1);
  tellProgress(desk, run, { done: { events: 0, bytes: 0 }, total, timeLeftMs: null });
  let { fromSeq, limits } = start;
  while (run.progress.done.events < total.events) {
    run.signal.throwIfAborted();
    const consignment = makeConsignment(db, enrolment, stream, { serverEpoch, fromSeq, limits });
    const { toSeq, count } = consignment.manifest;
    let receipt: SignedReceipt;
    try {
      receipt = await post(enrolment, stream, consignment, run.signal);
    } catch (error) {
      if (count === 1 || !isTooMuch(error)) throw error;
      limits = halfOf(limits, count);
      continue;
    }
    takeReceipt(desk, enrolment, stream, { serverEpoch, fromSeq, throughSeq: toSeq }, receipt);
    fromSeq = toSeq + 1;
    const { done } = run.progress;
    tellProgress(desk, run, {
      done: { events: done.events + count, bytes: done.bytes + consignment.documentBytes },
      total,
      timeLeftMs: null,
    });
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

async function post(
  enrolment: Enrolment,
  stream: StreamKey,
  { bytes }: Consignment,
  signal: AbortSignal,
): Promise<SignedReceipt> {
  const packed = await pack(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  return askHeadquarters({
    address: enrolment.headquartersUrl,
    path: consignmentsPath(stream.deviceId, stream.epoch),
    answer: SignedReceipt,
    token: enrolment.token,
    signal,
    body: {
      bytes: packed,
      headers: {
        'content-type': consignmentMediaType,
        'content-encoding': 'zstd',
        'content-digest': contentDigest(createHash('sha256').update(packed).digest('base64')),
      },
    },
  });
}
