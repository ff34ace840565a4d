import { PostbagError } from '../../contract/errors.ts';
import type { Desk } from '../store/desk.ts';
import { appendAudit } from '../store/queries/audit.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { lastReceiptNumber } from '../store/queries/receipts.ts';
import { whyAltered } from './altered-event.ts';
import { followStandings } from './follow-standings.ts';
import { heedLife } from './heed-life.ts';
import { refusalOfSync } from './refusal-of-sync.ts';
import { RefusedEvent } from './refused-event.ts';
import { asOnlyRun, awaitOwnRun } from './runs.ts';
import type { BegunBy } from './runs.ts';
import { sendAll } from './send-all.ts';
import { recordFailure, recordSuccess } from './sending-outcome.ts';
import { realTiming } from './timing.ts';
import type { Timing } from './timing.ts';

/**
 * *Send*: sends everything sealed that has no receipt, without waiting for a planned try. Comes back when all of
 * it has one, or when it was cancelled, or when `closing` is aborted because the store is to be closed. A run that the
 * program began by itself is let come to its end first.
 *
 * @throws PostbagError NOT_ENROLLED, NOTHING_TO_SEND, SENDING_ALREADY, HEADQUARTERS_UNREACHABLE,
 *   HEADQUARTERS_REFUSED, RECEIPT_INVALID, SEALED_ALTERED, SENDING_DISK_FULL, SENDING_DISK_FAILED,
 *   STORE_NOT_A_STORE; what was receipted until then stays so, and what failed on its way is planned anew
 */
export async function send(desk: Desk, closing: AbortSignal, timing: Timing = realTiming): Promise<void> {
  const before = lastReceiptNumber(desk.db);
  await awaitOwnRun(desk.db);
  if (closing.aborted) return;
  const isComplete = await runOnce(desk, { by: 'person', closing, timing });
  if (isComplete && lastReceiptNumber(desk.db) === before) throw new PostbagError('NOTHING_TO_SEND', {});
}

/** How a run begins. */
export interface Begun {
  readonly by: BegunBy;
  readonly closing: AbortSignal;
  readonly timing: Timing;
}

/**
 * One run (S18): sends what waits, asks what became of the rest, and writes down what is to follow if it failed.
 *
 * @returns whether it came to its end; false: it was cancelled, or the store is to be closed
 * @throws PostbagError as `send`, without NOTHING_TO_SEND
 */
export async function runOnce(desk: Desk, begun: Begun): Promise<boolean> {
  const { db } = desk;
  const enrolment = readEnrolment(db);
  if (enrolment === undefined) throw new PostbagError('NOT_ENROLLED', {});
  return asOnlyRun(db, begun, async (run) => {
    let lastBefore = Number.POSITIVE_INFINITY;
    let isSent = false;
    try {
      lastBefore = lastReceiptNumber(db);
      await sendAll(desk, enrolment, run);
      isSent = lastReceiptNumber(db) > lastBefore;
      await followStandings(desk, enrolment, run.signal);
      recordSuccess(desk);
    } catch (thrown) {
      // Closed or cancelled under it: that is no failure of the way.
      run.signal.throwIfAborted();
      const error = heedLife(desk, thrown);
      recordFailure(desk, error, begun.timing);
      // All that was sent has its receipt; that the rest of the talk was cut off is planned anew, and no refusal.
      if (!isSent) throw (error instanceof RefusedEvent && whyAltered(db, error.place)) || error;
    } finally {
      const receipts = lastReceiptNumber(db) - lastBefore;
      if (receipts > 0) recordRun(desk, enrolment, { receipts, by: begun.by });
    }
  })
    .catch((error: unknown) => {
      throw refusalOfSync(error);
    })
    .finally(() => desk.announce({ topic: 'store-changed' }));
}

function recordRun(
  desk: Desk,
  enrolment: Enrolment,
  { receipts, by }: { readonly receipts: number; readonly by: BegunBy },
): void {
  appendAudit(desk.db, {
    atMs: desk.nowMs(),
    personId: by === 'person' ? desk.person.id : null,
    act: 'sending.send',
    subject: enrolment.deviceId,
    details: { receipts },
  });
}
