import type { ReadableDb } from '../database/database.ts';
import { listDevices } from '../database/queries/device-list.ts';
import type { ListedDevice } from '../database/queries/device-list.ts';
import { listDecisions } from '../database/queries/last-standing.ts';
import type { LastStanding, MadeDecision } from '../database/queries/last-standing.ts';

/** What came after a backup, as people have to know it who restore that. */
export interface SinceBackup {
  /** Withdrawn since; they stay so. */
  readonly withdrawn: readonly ListedDevice[];
  /** Enrolled since; they stay so. */
  readonly enrolled: readonly ListedDevice[];
  /** Of whom something came that the backup lacks, and how many events that is. */
  readonly lacking: readonly { readonly device: ListedDevice; readonly events: number }[];
  /** Made since; they are forgotten. */
  readonly decisions: readonly MadeDecision[];
}

/** Compares how headquarters stood last with a backup whose rows have just been put back. */
export async function whatCameSince(db: ReadableDb, last: LastStanding): Promise<SinceBackup> {
  const devices = new Map((await listDevices(db)).map((device) => [device.deviceId, device]));
  const made = new Set((await listDecisions(db)).map(nameOf));
  return {
    withdrawn: last.devices.filter(({ deviceId, revokedAt }) => {
      const isKnown = typeof devices.get(deviceId)?.revokedAt === 'string';
      return revokedAt !== null && !isKnown;
    }),
    enrolled: last.devices.filter(({ deviceId }) => !devices.has(deviceId)),
    lacking: last.devices.flatMap((device) => {
      const events = countLacking(device, devices.get(device.deviceId));
      return events === 0 ? [] : [{ device, events }];
    }),
    decisions: last.decisions.filter((decision) => !made.has(nameOf(decision))),
  };
}

/** The same decision is the same about the same bytes at the same moment. */
function nameOf({ eventId, digest, what, at }: MadeDecision): string {
  return [eventId, digest, what, at].join(' ');
}

function countLacking(last: ListedDevice, inBackup: ListedDevice | undefined): number {
  const heads = new Map(inBackup?.streams.map(({ epoch, headSeq }) => [epoch, headSeq]));
  return last.streams.reduce(
    (sum, { epoch, headSeq }) => sum + Math.max(0, headSeq - (heads.get(epoch) ?? 0)),
    0,
  );
}
