import { Manifest } from '../../contract/sync/consignment.ts';
import { Signature } from '../../contract/sync/hash.ts';
import { isSignedBy } from '../cryptography.ts';
import type { ReadableDb } from '../database/database.ts';
import { consignmentsToVerify } from '../database/queries/verify.ts';
import type { ConsignmentToVerify } from '../database/queries/verify.ts';
import type { Tally } from './tally.ts';

/** Checks what every device signed: the signature, and that it is what stands in the streams. */
export async function checkConsignments(db: ReadableDb, tally: Tally): Promise<void> {
  for await (const consignment of consignmentsToVerify(db)) {
    tally.count('consignments');
    const wrong = whatIsWrong(consignment);
    if (wrong !== null) tally.found(`${nameOfConsignment(consignment)}: ${wrong}`);
  }
}

/** A consignment as a person finds it. */
export function nameOfConsignment(consignment: ConsignmentToVerify): string {
  const { device_id: device, epoch, from_seq: from, to_seq: to } = consignment;
  return `Device ${device}, series ${epoch}, consignment ${from} to ${to}`;
}

function whatIsWrong(consignment: ConsignmentToVerify): string | null {
  if (consignment.public_key === null) return 'no such device is enrolled.';
  const manifest = readManifest(consignment.manifest);
  const signature = Signature.safeParse(consignment.signature);
  if (manifest === null || !signature.success) return 'what was signed can’t be read.';
  if (!isSignedBy(consignment.manifest, signature.data, consignment.public_key)) {
    return 'the signature is not that of its device.';
  }
  const isAsFiled =
    manifest.deviceId === consignment.device_id &&
    manifest.epoch === consignment.epoch &&
    manifest.fromSeq === consignment.from_seq &&
    manifest.toSeq === consignment.to_seq &&
    manifest.eventsDigest === consignment.events_digest;
  if (!isAsFiled) return 'what was signed is another.';
  return manifest.throughH === consignment.stored_h
    ? null
    : 'what was signed is not what stands in the series.';
}

function readManifest(text: string): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
