import { writeAny } from '../../electron/store/db.ts';
import type { putStandings } from '../../electron/store/queries/receipts.ts';

/**
 * How standings were written down if what comes last were taken for the newest. The number of the newest word stays
 * beside it: the store itself refuses a lower one.
 */
export const lastToComeStands: typeof putStandings = (db, receiptNumber) => {
  writeAny(
    db,
    `INSERT INTO event_standing (event_id, status, code, as_of, receipt_number)
     SELECT stream_entry.event_id, said.value ->> '$.status', said.value ->> '$.code', receipt.body ->> '$.asOf',
       receipt.number
     FROM receipt CROSS JOIN json_each(receipt.body, '$.standings') AS said
     CROSS JOIN stream_entry ON stream_entry.device_id = receipt.device_id
       AND stream_entry.epoch = receipt.epoch
       AND stream_entry.seq BETWEEN said.value ->> '$.fromSeq' AND said.value ->> '$.throughSeq'
     WHERE receipt.number = @receiptNumber
     ON CONFLICT (event_id) DO UPDATE SET
       status = excluded.status, code = excluded.code, receipt_number = excluded.receipt_number`,
    { receiptNumber },
  );
};
