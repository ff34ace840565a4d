import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Encrypter } from 'age-encryption';
import type { CourierSlip } from '../../contract/bridge/courier.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import type { CourierReport } from '../../contract/sync/courier-report.ts';
import type { Desk } from '../../electron/store/desk.ts';
import { writeCourierFile } from '../../electron/sync/courier/write-courier-file.ts';
import { ageKeys } from '../../headquarters/age-keys.ts';
import { takeInCourierFile } from '../../headquarters/courier/take-in-courier-file.ts';
import { writeReceiptFile } from '../../headquarters/courier/write-receipt-file.ts';
import type { Database } from '../../headquarters/database/database.ts';
import { readIdentity } from '../../headquarters/identity.ts';
import { projectNext } from '../../headquarters/projection/project-next.ts';
import type { SendingDevice } from './sending-device.ts';

// A stick that goes back and forth, in the words of a test.

/** A folder that stands for a memory stick. */
export interface Stick {
  readonly folder: string;
  names(): string[];
  clear(): void;
}

export function aStick(): Stick {
  const folder = mkdtempSync(path.join(tmpdir(), 'postbag-test-stick-'));
  return {
    folder,
    names: () => readdirSync(folder).sort(),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const never = new AbortController().signal;

/** Writes a courier file that nobody cancels. */
export async function writes(desk: Desk, stick: Stick): Promise<CourierSlip> {
  const slip = await writeCourierFile(desk, stick.folder, never);
  if (slip === null) throw new Error('the writing was cancelled');
  return slip;
}

/** Reads what was taken in, as a running headquarters does by itself before long. */
export async function readsIt(database: Database): Promise<void> {
  while (await projectNext(database));
}

/** Offers a file to headquarters. */
export async function takesIn(database: Database, file: string): Promise<CourierReport> {
  const identity = await readIdentity(database);
  return await takeInCourierFile(database, identity, {
    name: path.basename(file),
    bytes: createReadStream(file),
  });
}

/** Offers bytes to headquarters, in pieces of the given size. */
export async function takesInBytes(
  database: Database,
  bytes: Uint8Array,
  options: { readonly name?: string; readonly pieceBytes?: number; readonly limits?: Limits } = {},
): Promise<CourierReport> {
  const { name = 'a-file.age', pieceBytes = 100_000, ...how } = options;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
  }
  return await takeInCourierFile(database, await readIdentity(database), { name, bytes: pieces(), ...how });
}

/** The receipt file that headquarters writes for a computer. */
export async function receiptsFor(
  database: Database,
  deviceId: SendingDevice['enrolled']['deviceId'],
): Promise<string> {
  return (await writeReceiptFile(database, await readIdentity(database), deviceId))!.text;
}

/** Encrypts anything to headquarters, as somebody with its public key could. */
export async function encryptedTo(database: Database, plaintext: Uint8Array | string): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient((await ageKeys(database)).courier.recipient);
  return Buffer.from(await encrypter.encrypt(plaintext));
}

/** What a courier file of a device holds: its header, and consignments made by whoever calls. */
export function carriedBy(
  device: SendingDevice,
  consignments: readonly Buffer[],
  changes: Readonly<Record<string, unknown>> = {},
): Buffer {
  const header = {
    format: 'postbag-courier/1',
    serverId: device.enrolled.serverId,
    deviceId: device.enrolled.deviceId,
    unitName: device.enrolled.unitName,
    writtenAt: '2007-06-30T12:00:00.000Z',
    series: [{ epoch: device.epoch, fromSeq: 1, throughSeq: device.events.length }],
    ...changes,
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...consignments]);
}
