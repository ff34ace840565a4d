import type { ReplyOf, RequestOf } from '../../contract/bridge/call.ts';
import type { Calls } from '../../contract/bridge/calls.ts';
import { serialLabel } from '../../contract/rules/serial.ts';
import type { Desk } from '../store/desk.ts';
import { asMayBeSeen } from '../store/kept-blind.ts';
import { readConsultation } from '../store/queries/consultations.ts';
import { countCarried } from '../store/queries/courier-files.ts';
import { repliesOfBatch } from '../store/queries/replies.ts';
import { demandBatch } from './demand.ts';

/** A batch as it lies on the desk: its adding-up line, its replies by serial, and the serial to write next. */
export function showBatch(
  desk: Desk,
  { batchId }: RequestOf<Calls['postroom']['batch']>,
): ReplyOf<Calls['postroom']['batch']> {
  const batch = demandBatch(desk.db, batchId);
  const consultation = readConsultation(desk.db, batch.consultationId);
  if (consultation === undefined) throw new Error(`batch ${batchId} has no consultation`);
  return {
    batch,
    replies: repliesOfBatch(desk.db, batchId).map((reply) => asMayBeSeen(desk, reply)),
    // Nothing of it can be under way before it is sealed, nor after all of it has arrived.
    carried: batch.state === 'sealed' ? countCarried(desk.db, batchId) : 0,
    nextSerialLabel: serialLabel(consultation.serialPrefix, consultation.nextSerial),
  };
}
