import { CutShortError } from '../../contract/sync/byte-source.ts';
import type { ByteSource } from '../../contract/sync/byte-source.ts';
import { manifestPreimage, SignedManifest } from '../../contract/sync/consignment.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import { longestManifestLineBytes } from '../../contract/sync/courier.ts';
import type { CourierHeader } from '../../contract/sync/courier.ts';
import type { Limits } from '../../contract/sync/limits.ts';
import { isSignedBy } from '../cryptography.ts';
import { deviceById } from '../database/queries/devices.ts';
import { streamHead } from '../database/queries/streams.ts';
import { receiveConsignment } from '../ingest/receive.ts';
import type { Receiver } from '../ingest/receive.ts';
import { Refusal } from '../refusal.ts';
import { FileProblem } from './file-problem.ts';
import type { StretchList } from './stretch-list.ts';

/** What follows a courier file's header. */
export interface Carried {
  readonly source: ByteSource;
  readonly header: CourierHeader;
  /** False once what comes from `source` isn't authenticated any more: it is looked at and not taken in. */
  isTrusted(): boolean;
}

/**
 * Takes in one consignment after the other, whatever becomes of each, and notes it in the list.
 *
 * @returns whether the last one that the header names was there
 * @throws {FileProblem} ALTERED, NOT_A_COURIER_FILE: there is no telling where the next consignment begins
 */
export async function takeInConsignments(
  receiver: Receiver,
  carried: Carried,
  stretches: StretchList,
): Promise<boolean> {
  const last = carried.header.series.at(-1)!;
  let isComplete = false;
  try {
    for (;;) {
      const line = await carried.source.line(longestManifestLineBytes);
      if (line === null) return isComplete;
      const signed = readManifest(line, carried);
      const { manifest } = signed;
      isComplete = manifest.epoch === last.epoch && manifest.toSeq === last.throughSeq;
      if (manifest.bytes > mostBytesKept(receiver.limits)) {
        await skip(carried.source, manifest.bytes);
        if (carried.isTrusted()) stretches.addRefused(manifest, new Refusal('TOO_LARGE', receiver.limits));
        continue;
      }
      const events = await carried.source.take(manifest.bytes);
      if (carried.isTrusted())
        await takeInOne(receiver, manifest, Buffer.concat([line, lineFeed, events]), stretches);
      else await demandSigned(receiver, signed);
    }
  } catch (error) {
    if (error instanceof CutShortError && !carried.isTrusted()) return false;
    throw error;
  }
}

const lineFeed = Buffer.from('\n');

/** One event may be larger than a consignment may be otherwise, and nothing that is carried is larger than that. */
function mostBytesKept(limits: Limits): number {
  return Math.max(limits.consignmentBytes, limits.eventBytes) + longestManifestLineBytes;
}

async function skip(source: ByteSource, count: number): Promise<void> {
  const step = 1024 * 1024;
  for (let left = count; left > 0; left -= step) await source.take(Math.min(left, step));
}

function readManifest(line: Uint8Array, { isTrusted }: Carried): SignedManifest {
  try {
    return SignedManifest.parse(JSON.parse(Buffer.from(line).toString()));
  } catch {
    throw new FileProblem(isTrusted() ? 'NOT_A_COURIER_FILE' : 'ALTERED');
  }
}

async function takeInOne(
  receiver: Receiver,
  manifest: Manifest,
  bytes: Buffer,
  stretches: StretchList,
): Promise<void> {
  const head = await streamHead(receiver.database.read, manifest);
  try {
    const { signed, isParked } = await receiveConsignment(receiver, bytes, { via: 'courier' });
    stretches.addTakenIn(signed.receipt, { headBefore: head.seq, isParked });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stretches.addRefused(manifest, error);
  }
}

/** What follows a manifest in a damaged chunk is found only if its own numbers aren't damaged: the signature tells. */
async function demandSigned({ database }: Receiver, { manifest, signature }: SignedManifest): Promise<void> {
  const device = await deviceById(database.read, manifest.deviceId);
  if (device === null || !isSignedBy(manifestPreimage(manifest), signature, device.publicKey)) {
    throw new FileProblem('ALTERED');
  }
}
