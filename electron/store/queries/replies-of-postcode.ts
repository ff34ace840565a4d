import type { ConsultationId, ReplyId } from '../../../contract/records/id.ts';
import { serialLabel } from '../../../contract/rules/serial.ts';
import { allRows, type ReadableDb } from '../db.ts';

export interface ReplyOfPostcode {
  readonly serialLabel: string;
  readonly name: string;
  readonly postcode: string;
}

/**
 * The other keyed replies of a consultation that came from one postcode, by serial; what is set aside is left out.
 * @param barePostcode in capitals and without spaces, as the index has it
 */
export function repliesOfPostcode(
  db: ReadableDb,
  consultationId: ConsultationId,
  barePostcode: string,
  except: ReplyId,
): ReplyOfPostcode[] {
  return allRows<{ serial: number; serial_prefix: string; name: string; postcode: string }>(
    db,
    `SELECT reply.serial, consultation.serial_prefix, reply.name, reply.postcode
     -- By name, because for the order of its answer the planner would rather read every reply.
     FROM reply INDEXED BY reply_by_postcode JOIN consultation ON consultation.id = reply.consultation_id
     WHERE reply.consultation_id = @consultationId AND reply.postcode <> ''
       AND replace(upper(reply.postcode), ' ', '') = @barePostcode
       AND reply.place <> 'excluded' AND reply.id <> @except
     ORDER BY reply.serial`,
    { consultationId, barePostcode, except },
  ).map((row) => ({
    serialLabel: serialLabel(row.serial_prefix, row.serial),
    name: row.name,
    postcode: row.postcode,
  }));
}
