import { writeAny } from '../../electron/store/db.ts';
import type { putStandings } from '../../electron/store/queries/receipts.ts';

/** How standings were written down if what comes last were taken for the newest, whichever life of it says so. */
export const lastToComeStands: typeof putStandings = (db, receiptNumber) => {
  writeAny(
    db,
    `INSERT INTO event_standing (event_id, status, code, as_of, receipt_number)
     SELECT entry.value ->> '$.eventId', entry.value ->> '$.status', entry.value ->> '$.code', receipt.body ->> '$.asOf', receipt.number
     FROM receipt CROSS JOIN json_each(receipt.body, '$.events') AS entry
     WHERE receipt.number = @receiptNumber
     ON CONFLICT (event_id) DO UPDATE SET
       status = excluded.status, code = excluded.code, receipt_number = excluded.receipt_number`,
    { receiptNumber },
  );
};
