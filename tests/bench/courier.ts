import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Desk } from '../../electron/store/desk.ts';
import type { Enrolment } from '../../electron/store/queries/devices.ts';
import { writeCourierFile } from '../../electron/sync/courier/write-courier-file.ts';
import type { AgeKeys } from '../../headquarters/database/queries/headquarters-keys.ts';
import type { Identity } from '../../headquarters/database/queries/identity.ts';
import { enrolByHand, fillWithSealed } from '../support/store-to-carry.ts';
import { openTemporaryDesk } from '../support/temporary-desk.ts';
import type { Opened } from './opened.ts';

/** How many replies of about 3 KB the measured file carries. */
export const carriedReplies = 6000;

/** A unit with so many sealed replies, enrolled with a headquarters that has never heard of it. */
export function aUnitToCarryFrom(
  opened: Opened,
  identity: Pick<Identity, 'serverId' | 'publicKey'>,
  keys: AgeKeys,
): { readonly desk: Desk; readonly enrolment: Enrolment } {
  const temporary = openTemporaryDesk();
  opened.onClose(() => temporary.clear());
  const enrolment = enrolByHand(temporary.desk, {
    serverId: identity.serverId,
    serverPublicKey: identity.publicKey,
    courierRecipient: keys.courier.recipient,
    recoveryRecipient: keys.recovery.recipient,
  });
  fillWithSealed(temporary.desk, carriedReplies);
  return { desk: temporary.desk, enrolment };
}

/** Writes a courier file and says where it lies. */
export async function writeInto(desk: Desk, folder: string): Promise<{ file: string; sizeBytes: number }> {
  const slip = await writeCourierFile(desk, folder, new AbortController().signal);
  if (slip === null) throw new Error('the writing was cancelled');
  return { file: path.join(folder, slip.fileName), sizeBytes: slip.sizeBytes };
}

/** A plain copy, as a careful file manager makes it: read, written, and both file and folder on the disk. */
export function copyPlainly(from: string, to: string): void {
  writeFileSync(to, readFileSync(from), { flush: true });
  const folder = openSync(path.dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

export const megabytes = (file: string): number => statSync(file).size / 1_000_000;
