import type { courierEndpoints } from '../../contract/headquarters/courier.ts';
import { receiptFileName } from '../../contract/sync/courier.ts';
import { writeReceiptFile } from '../courier/write-receipt-file.ts';
import { transaction } from '../database/database.ts';
import { listOfferedFiles } from '../database/queries/offered-files.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { PageRefusal } from '../page-refusal.ts';
import type { PageHandlers } from './page-means.ts';

const filesShown = 100;

/** Courier files that came, and receipt files for the way back. */
export const courierHandlers: PageHandlers<keyof typeof courierEndpoints> = {
  courierFiles: async ({ database }) => [...(await listOfferedFiles(database.read, filesShown))],
  writeReceipts: async ({ database, identity, staff }, { deviceId }) => {
    const written = await writeReceiptFile(database, identity, deviceId);
    if (written === null) throw new PageRefusal('NOT_FOUND', { what: 'this computer' });
    const { text, events, isShortened, computer } = written;
    await transaction(database, (db) =>
      recordAct(db, {
        staffId: staff.staffId,
        act: 'write receipt file',
        subject: deviceId,
        details: { events },
      }),
    );
    return { fileName: receiptFileName(computer.unitName, deviceId, new Date()), text, events, isShortened };
  },
};
