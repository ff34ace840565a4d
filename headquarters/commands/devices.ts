import { listDevices } from '../database/queries/device-list.ts';
import type { ListedDevice } from '../database/queries/device-list.ts';
import { defineCommand } from './command.ts';
import { textTable } from './text-table.ts';
import { withDatabase } from './with-database.ts';

/** Lists the computers that were ever enrolled. */
export const devices = defineCommand({
  name: 'devices',
  summary: 'list the enrolled computers, what each has sent, and when each was last seen',
  options: { json: { help: 'one JSON object a line, for another program' } },
  run: async (values, shell) => {
    const listed = await withDatabase(shell.place, (database) => listDevices(database.read));
    if (!values.json) shell.say(devicesWords(listed));
    else for (const device of listed) await shell.print(`${JSON.stringify(device)}\n`);
  },
});

const heads = ['Unit', 'Computer', 'Device', 'Enrolled', 'Last seen', 'Has sent', 'Standing'];

/** The computers as a table in plain text. */
export function devicesWords(listed: readonly ListedDevice[]): string {
  if (listed.length === 0) return 'No computer is enrolled yet. npm run headquarters -- enrol prints a code.';
  return textTable(
    heads,
    listed.map((device) => [
      device.unitName,
      device.label,
      device.deviceId,
      day(device.enrolledAt),
      device.lastSeenAt === null
        ? 'never'
        : `${day(device.lastSeenAt)} ${device.lastSeenAt.slice(11, 16)} UTC`,
      device.streams.map(headWords).join(', ') || 'nothing yet',
      standing(device),
    ]),
  );
}

const day = (instant: string): string => instant.slice(0, 10);

function headWords({ epoch, headSeq, isFrozen }: ListedDevice['streams'][number]): string {
  return `${headSeq} in series ${epoch}${isFrozen ? ' (frozen)' : ''}`;
}

function standing(device: ListedDevice): string {
  if (device.revokedAt !== null)
    return `withdrawn ${day(device.revokedAt)}: ${device.revocationReason ?? ''}`;
  if (device.isTokenExpired) return `access ran out ${day(device.tokenExpiresAt!)}`;
  return device.tokenExpiresAt === null ? 'may send' : `may send until ${day(device.tokenExpiresAt)}`;
}
