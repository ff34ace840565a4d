import path from 'node:path';
import { transaction } from '../database/database.ts';
import { DeviceId } from '../../contract/sync/ids.ts';
import { receiptFileName } from '../../contract/sync/courier.ts';
import { saveFileSafely } from '../courier/save-file-safely.ts';
import { writeReceiptFile } from '../courier/write-receipt-file.ts';
import { listDevices } from '../database/queries/device-list.ts';
import { readIdentity } from '../identity.ts';
import { defineCommand, UsageError } from './command.ts';
import { recordCommand } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Writes the receipts of one computer into a file, to be carried back to it. */
export const receipt = defineCommand({
  name: 'receipt',
  summary: 'write a computer’s receipts into a file, to be carried back',
  options: {
    device: {
      value: 'ID',
      help: 'the computer, as “devices” lists it; may be left out where there is only one',
    },
    out: { value: 'FILE', help: 'the file to write; a name of its own here, if left out' },
  },
  run: async (values, shell) => {
    await withDatabase(shell.place, async (database) => {
      const ids = (await listDevices(database.read)).map((device) => device.deviceId);
      const id = DeviceId.safeParse(values.device ?? (ids.length === 1 ? ids[0] : undefined));
      if (!id.success) {
        throw new UsageError(
          '--device needs the id of a computer. npm run headquarters -- devices lists them.',
        );
      }
      const written = await writeReceiptFile(database, await readIdentity(database), id.data);
      if (written === null)
        throw new Error(`Headquarters knows no computer ${id.data}. No file was written.`);
      const { computer, text, receipts, events, isShortened } = written;
      const file = path.resolve(values.out ?? receiptFileName(computer.unitName, id.data, new Date()));
      await saveFileSafely(file, text);
      await transaction(database, (db) =>
        recordCommand(db, { act: 'write receipt file', subject: id.data, details: { events } }),
      );
      const whose = `the computer “${computer.label}” of ${computer.unitName}`;
      shell.say(
        `${file}\n  ` +
          (receipts === 0
            ? `Headquarters has nothing of ${whose}; the file says so. Taken in there, all that it ever carried is carried again.`
            : `${receipts === 1 ? '1 receipt' : `${receipts} receipts`} for ${events} events of ${whose}. Take it in there, on the screen where courier files are written.`) +
          (isShortened ? '\n  The oldest are left out for size; the later ones speak for them too.' : ''),
      );
    });
  },
});
