import type { BatchOnItsWay, SendingState } from '../../contract/bridge/sending.ts';
import type { ReadableDb } from '../store/db.ts';
import { listBatches } from '../store/queries/batches.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import { lastReceiptAtMs } from '../store/queries/receipts.ts';
import { countOpenQueries } from '../store/queries/sealing-facts.ts';
import { readSendingCounts } from '../store/queries/sending-counts.ts';
import { listNewSeries } from '../store/queries/streams.ts';
import { progressOf } from './runs.ts';

/** What the screen shows of sending: who with, where the replies stand, how far a send has come. */
export function readSendingState(db: ReadableDb): SendingState {
  const enrolment = readEnrolment(db);
  return {
    enrolled: enrolment
      ? {
          headquartersUrl: enrolment.headquartersUrl,
          unitName: enrolment.unitName,
          serverId: enrolment.serverId,
          deviceId: enrolment.deviceId,
          enrolledAtMs: enrolment.enrolledAtMs,
        }
      : null,
    ...readSendingCounts(db),
    offeredAgain: 0,
    inBackup: null,
    lastReceiptAtMs: lastReceiptAtMs(db),
    progress: progressOf(db),
    nextTry: null,
    stopped: null,
    newSeries: listNewSeries(db),
  };
}

/** A desk has a few dozen batches on their way; more than this is a number that nobody reads through. */
const mostBatches = 500;

/** Open and sealed batches, the oldest first, as they are dealt with. */
export function readBatchesOnTheirWay(db: ReadableDb): BatchOnItsWay[] {
  const { rows } = listBatches(db, {
    consultationId: null,
    states: ['open', 'sealed'],
    offset: 0,
    limit: mostBatches,
  });
  return rows.toReversed().map((batch) => ({ batch, openQueries: countOpenQueries(db, batch.id) }));
}
