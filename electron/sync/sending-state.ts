import type { BatchOnItsWay, SendingState } from '../../contract/bridge/sending.ts';
import type { DeviceId } from '../../contract/sync/ids.ts';
import type { ReadableDb } from '../store/db.ts';
import { listBatches } from '../store/queries/batches.ts';
import { readEnrolment } from '../store/queries/devices.ts';
import { backedUpThrough, lastReceiptAtMs } from '../store/queries/receipts.ts';
import { countOpenQueries } from '../store/queries/sealing-facts.ts';
import { countOfferedAgain, countReceivedAfter, readSendingCounts } from '../store/queries/sending-counts.ts';
import type { SendingCounts } from '../store/queries/sending-counts.ts';
import { listNewSeries } from '../store/queries/series-notices.ts';
import { readCurrentStream } from '../store/queries/streams.ts';
import { isUnderway, progressOf } from './runs.ts';
import { planOf, stoppedOf } from './sending-outcome.ts';

/** What the screen shows of sending: who with, where the replies stand, how far a send has come. */
export function readSendingState(db: ReadableDb): SendingState {
  const enrolment = readEnrolment(db);
  const plan = planOf(db);
  const counts = readSendingCounts(db);
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
    ...counts,
    offeredAgain: countOfferedAgain(db),
    inBackup: enrolment ? readInBackup(db, enrolment.deviceId, counts) : null,
    lastReceiptAtMs: lastReceiptAtMs(db),
    progress: progressOf(db),
    // While it is being tried, no try is to come.
    nextTry: isUnderway(db) ? null : plan.nextTry,
    stopped: isUnderway(db) ? null : stoppedOf(plan),
    newSeries: listNewSeries(db),
  };
}

/** Of the replies that have a receipt, how many headquarters' backup holds, as its newest receipts say. */
function readInBackup(db: ReadableDb, deviceId: DeviceId, counts: SendingCounts): number | null {
  const stream = readCurrentStream(db, deviceId);
  const through = backedUpThrough(db, stream);
  if (through === null) return null;
  // Nothing of this series, so perhaps nothing at all: then nothing is claimed, and nothing is counted through.
  if (through === 0) return 0;
  return counts.atHeadquarters + counts.needsAttention - countReceivedAfter(db, stream, through);
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
