import { PostbagError } from '../../contract/errors.ts';
import type { Desk } from '../store/desk.ts';
import type { Enrolment } from '../store/queries/devices.ts';
import { receiptedThrough } from '../store/queries/receipts.ts';
import { readEarlierStreams } from '../store/queries/streams.ts';
import type { StreamKey } from '../store/queries/streams.ts';
import { askHead } from './ask-head.ts';
import { takeReceipt } from './take-receipt.ts';

/**
 * Asks what headquarters still has of this device's earlier series, so that only what it lacks is offered again in
 * the current one (S7). What isn't confirmed here, for whatever reason, is offered: nothing depends on this but how
 * much goes over the line.
 *
 * @throws {NoAnswer} {Refused}
 */
export async function confirmEarlier(
  desk: Desk,
  enrolment: Enrolment,
  current: StreamKey,
  serverEpoch: number,
  signal: AbortSignal,
): Promise<void> {
  for (const stream of readEarlierStreams(desk.db, current)) {
    for (;;) {
      const through = receiptedThrough(desk.db, stream);
      const { receipt, ...head } = await askHead(enrolment, stream, { after: through }, signal);
      if (receipt === null || head.serverEpoch !== serverEpoch) break;
      try {
        takeReceipt(
          desk,
          enrolment,
          stream,
          { serverEpoch, fromSeq: through + 1, throughSeq: null },
          receipt,
        );
      } catch (error) {
        // From where the two sides differ, it speaks of another life of this store.
        if (error instanceof PostbagError && error.code === 'RECEIPT_INVALID') break;
        throw error;
      }
    }
  }
}
