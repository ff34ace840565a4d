import { transaction } from '../database/database.ts';
import { revokeDevice } from '../database/queries/devices.ts';
import { defineCommand, UsageError } from './command.ts';
import { recordCommand, whoSitsHere } from './record-command.ts';
import { withDatabase } from './with-database.ts';

/** Withdraws a computer: it sends nothing more over the network, and what it sent stays. */
export const revoke = defineCommand({
  name: 'revoke',
  summary: 'withdraw a computer that was lost or stolen; what it sent stays',
  operands: { usage: 'DEVICE', least: 1, most: 1 },
  options: { reason: { value: 'TEXT', help: 'why; it is kept with the computer' } },
  run: async (values, shell, [deviceId]) => {
    const reason = values.reason?.trim() ?? '';
    if (reason === '' || reason.length > 500)
      throw new UsageError('--reason needs a text of up to 500 characters.');
    if (!/^[0-9a-f-]{36}$/.test(deviceId!)) {
      throw new UsageError(
        `“${deviceId}” is not the id of a computer. npm run headquarters -- devices lists them.`,
      );
    }
    const by = whoSitsHere();
    const isRevoked = await withDatabase(shell.place, (database) =>
      transaction(database, async (db) => {
        const isDone = await revokeDevice(db, { deviceId: deviceId!, reason, by });
        if (isDone)
          await recordCommand(db, { act: 'revoke computer', subject: deviceId!, details: { reason } });
        return isDone;
      }),
    );
    if (!isRevoked) {
      throw new Error(
        `No computer ${deviceId} is enrolled, or it was withdrawn before. Nothing was changed. ` +
          'npm run headquarters -- devices lists them.',
      );
    }
    shell.say(
      `The computer ${deviceId} is withdrawn from now on. What it sent stays and counts. What it still has can come by ` +
        'courier file, and then waits for a decision. To let its unit send again, enrol it anew.',
    );
  },
});
